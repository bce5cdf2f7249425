declare module 'npm-registry-fetch' {
  /** Address of the registry for a package by npm's own rules; the default one where the options name none. */
  export function pickRegistry(spec: string, options: Record<string, unknown>): string;
}
