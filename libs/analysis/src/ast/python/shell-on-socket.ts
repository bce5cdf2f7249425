import type { SyntaxNode } from './syntax-node';
import { argumentsOf, type Labels } from './flow-words';
import { STARTERS } from './known-modules';

/** A program whose input and output are a connection; with one of them alone it is fed a download, or feeds an upload. */
export function isShellOnSocket(
  node: SyntaxNode,
  path: string,
  labels: (value: SyntaxNode | null) => Labels,
): boolean {
  if (!STARTERS.test(path)) return false;
  const streams = argumentsOf(node)
    .filter((arg) => arg.kind() === 'keyword_argument')
    .filter((arg) => labels(arg.field('value')).has('fetched'))
    .map((arg) => arg.field('name')?.text() ?? '');
  return streams.includes('stdin') && streams.some((name) => name === 'stdout' || name === 'stderr');
}
