import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one request is answered, apart from what it asks for. */
export interface Answering {
  /** Bytes that are sent before the connection is cut. */
  cutAfter?: number;
  etag?: string;
  status?: number;
  headers?: Record<string, string>;
  /** As if ranges were unknown. */
  ignoresRanges?: boolean;
  body?: Buffer;
}

/** A server of one file whose network is bad in a planned way: one plan for each request, the last one for all after. */
export class BrokenServer {
  readonly seen: { range: string | undefined; sent: number }[] = [];
  private plans: Answering[] = [];

  private constructor(
    private readonly server: Server,
    private readonly body: Buffer,
  ) {}

  static async serving(body: Buffer): Promise<BrokenServer> {
    const holder: { one?: BrokenServer } = {};
    const server = createServer((request, response) => holder.one?.answer(request.headers, response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    holder.one = new BrokenServer(server, body);
    return holder.one;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/all.zip`;
  }

  plan(...plans: Answering[]): void {
    this.plans = plans;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private answer(asked: NodeJS.Dict<string | string[]>, response: import('node:http').ServerResponse): void {
    const plan = (this.plans.length > 1 ? this.plans.shift() : this.plans[0]) ?? {};
    const { etag = '"one"', body = this.body, cutAfter, ignoresRanges = false } = plan;
    const range = asked['range'] as string | undefined;
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const headers = { etag, ...plan.headers };
    this.seen.push({ range, sent: 0 });
    if (plan.status !== undefined) return void response.writeHead(plan.status, headers).end();
    if (asked['if-none-match'] === etag) return void response.writeHead(304, headers).end();
    const isPart = range !== undefined && asked['if-range'] === etag && !ignoresRanges;
    if (isPart && start >= body.length) return void response.writeHead(416, headers).end();
    const part = isPart ? body.subarray(start) : body;
    const sent = part.subarray(0, cutAfter);
    this.seen[this.seen.length - 1] = { range, sent: sent.length };
    response.writeHead(isPart ? 206 : 200, {
      ...headers,
      'content-length': part.length,
      ...(isPart && { 'content-range': `bytes ${start}-${body.length - 1}/${body.length}` }),
    });
    if (cutAfter === undefined) return void response.end(part);
    response.write(sent, () => setTimeout(() => response.destroy(), 20));
  }
}
