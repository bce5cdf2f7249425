import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** How a link can fail: `cut` ends connections and takes no new ones; `blackhole` takes everything and delivers nothing. */
export type LinkState = 'open' | 'cut' | 'blackhole';

/** One link of one process to one server, in the test's hands. */
export class TcpProxy {
  private state: LinkState = 'open';
  private readonly pairs = new Set<readonly [Socket, Socket]>();

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {
    server.on('connection', (client) => this.join(client));
  }

  static async to(port: number): Promise<TcpProxy> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new TcpProxy(server, port);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  set(state: LinkState): void {
    this.state = state;
    if (state === 'cut') return this.endAll();
    for (const pair of this.pairs) {
      const isBroken = pair.some((socket) => socket.destroyed);
      for (const socket of pair)
        if (state === 'blackhole') socket.pause();
        else if (isBroken) socket.destroy();
        else socket.resume();
    }
  }

  async close(): Promise<void> {
    this.endAll();
    await new Promise((done) => this.server.close(done));
  }

  private join(client: Socket): void {
    if (this.state === 'cut') return void client.resetAndDestroy();
    const upstream = connect(this.target, '127.0.0.1');
    const pair = [client, upstream] as const;
    this.pairs.add(pair);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (chunk) => {
        if (!to.write(chunk)) from.pause();
      });
      to.on('drain', () => {
        if (this.state === 'open') from.resume();
      });
      from.on('error', () => undefined);
      from.once('close', () => {
        // A connection that ends behind a black hole ends unseen, until there is a way through again.
        if (this.state === 'blackhole') return;
        this.pairs.delete(pair);
        to.destroy();
      });
    }
    if (this.state === 'blackhole') for (const socket of pair) socket.pause();
  }

  private endAll(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    this.pairs.clear();
  }
}
