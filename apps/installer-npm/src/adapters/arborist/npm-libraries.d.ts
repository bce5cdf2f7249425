/** The parts of npm's own libraries that we use; they bring no types. */
declare module '@npmcli/arborist' {
  export interface ArboristEdge {
    from: ArboristNode;
    name: string;
    spec: string;
    /** The spec as the manifest has it, before overrides. */
    rawSpec: string;
    type: 'prod' | 'dev' | 'optional' | 'peer' | 'peerOptional' | 'workspace';
    to: ArboristNode | null;
    error: string | null;
  }

  export interface ArboristNode {
    /** `node_modules/a/node_modules/b`; empty for the root. */
    location: string;
    /** Name of the folder; an alias where it differs from `packageName`. */
    name: string;
    packageName: string | null;
    version: string | null;
    resolved: string | null;
    integrity: string | null;
    isRoot: boolean;
    /** Why its manifest could not be had; such a node has neither name nor version. */
    errors: Error[];
    isLink: boolean;
    inBundle: boolean;
    inDepBundle: boolean;
    hasInstallScript: boolean;
    resolveParent: ArboristNode | null;
    edgesOut: Map<string, ArboristEdge>;
    package: { os?: unknown; cpu?: unknown; libc?: unknown; bundleDependencies?: unknown };
  }

  export default class Arborist {
    constructor(options: Record<string, unknown>);
    buildIdealTree(options: { add: string[]; saveType: 'prod'; prune: boolean }): Promise<ArboristNode>;
  }
}

declare module '@npmcli/config' {
  export default class Config {
    constructor(options: Record<string, unknown>);
    load(): Promise<void>;
    /** Options as npm's libraries take them. */
    readonly flat: Record<string, unknown>;
  }
}

declare module '@npmcli/config/lib/definitions' {
  export const definitions: unknown;
  export const shorthands: unknown;
  export const flatten: unknown;
  export const nerfDarts: unknown;
}

declare module 'pacote' {
  export const tarball: {
    stream<T>(
      spec: string,
      handler: (stream: NodeJS.ReadableStream & AsyncIterable<Buffer>) => Promise<T>,
      options: Record<string, unknown>,
    ): Promise<T>;
  };
  /** `dist` is the registry's, as it came. */
  export function manifest(spec: string, options: Record<string, unknown>): Promise<{ dist?: unknown }>;
}

declare module 'npm-registry-fetch' {
  interface RegistryResponse {
    status: number;
    headers: { get(name: string): string | null };
    body: NodeJS.ReadableStream & AsyncIterable<Buffer> & { destroy?(error?: Error): unknown };
  }
  /** Rejects with an error that has a `code` (`E404`, …) for every status but success. */
  function fetch(address: string, options: Record<string, unknown>): Promise<RegistryResponse>;
  namespace fetch {
    function pickRegistry(spec: string, options: Record<string, unknown>): string;
  }
  export = fetch;
}

declare module 'npm-package-arg' {
  interface Spec {
    type: 'git' | 'tag' | 'version' | 'range' | 'file' | 'directory' | 'remote' | 'alias';
    registry?: boolean;
    subSpec?: Spec;
  }
  function resolve(name: string, spec: string): Spec;
  export { resolve };
}
