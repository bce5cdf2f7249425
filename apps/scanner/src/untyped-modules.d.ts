declare module 'npm-registry-fetch' {
  /** Address of the registry for a package by npm's own rules; the default one where the options name none. */
  export function pickRegistry(spec: string, options: Record<string, unknown>): string;
}

declare module 'make-fetch-happen' {
  interface Answer {
    ok: boolean;
    status: number;
    body: NodeJS.ReadableStream;
  }
  /** npm's fetch: proxies, certificate authorities and retries as npm has them. */
  export default function fetch(
    url: string,
    options: { retry?: { retries: number }; timeout?: number },
  ): Promise<Answer>;
}
