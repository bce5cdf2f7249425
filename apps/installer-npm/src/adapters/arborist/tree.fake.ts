import type { ArboristEdge, ArboristNode } from '@npmcli/arborist';

/** A node as arborist would place it. */
export function fakeNode(
  location: string,
  version: string | null,
  change: Partial<ArboristNode> = {},
): ArboristNode {
  const name = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return {
    ...{ location, name, packageName: name, version },
    ...{ resolved: `https://fake.invalid/${name}-${version}.tgz`, integrity: `sha512-${'A'.repeat(86)}==` },
    ...{
      isRoot: location === '',
      isLink: false,
      inBundle: false,
      inDepBundle: false,
      hasInstallScript: false,
    },
    ...{ resolveParent: null, errors: [], edgesOut: new Map(), package: {} },
    ...change,
  };
}

export function link(
  from: ArboristNode,
  to: ArboristNode | null,
  {
    spec = '*',
    type = 'prod',
    name = to?.name ?? 'absent',
  }: { spec?: string; type?: ArboristEdge['type']; name?: string } = {},
): void {
  from.edgesOut.set(name, { from, to, name, spec, rawSpec: spec, type, error: null });
}
