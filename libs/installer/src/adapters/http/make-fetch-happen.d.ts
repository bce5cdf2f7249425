/** The part of make-fetch-happen 15 that we use; it brings no types. */
declare module 'make-fetch-happen' {
  interface FetchOptions {
    cache?: 'no-store';
    retry?: { retries: number; minTimeout?: number; maxTimeout?: number };
    timeout?: number;
    ca?: string | Buffer;
    headers?: Record<string, string>;
    /** How many redirects are followed. */
    follow?: number;
    /** Bytes of the body; 0 is without limit. */
    size?: number;
  }
  interface FetchResponse {
    ok: boolean;
    status: number;
    url: string;
    headers: { get(name: string): string | null };
    body: NodeJS.ReadableStream & AsyncIterable<Buffer> & { destroy?(): void };
  }
  function fetch(url: string, options?: FetchOptions): Promise<FetchResponse>;
  export = fetch;
}
