import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** @param {number} port 0 for any @returns {Promise<number | undefined>} the port when it was free */
function probe(port) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => done(address.port));
    });
  });
}

/**
 * The port of a part on 127.0.0.1: the one it had before if nobody took it, so that those who talk to it
 * find it again after it was away; else a free one.
 * @param {{ state: string }} layout
 * @param {string} name
 * @returns {Promise<number>}
 */
export async function portOf(layout, name) {
  const file = join(layout.state, 'ports.json');
  const ports = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const port = (ports[name] && (await probe(ports[name]))) || (await probe(0));
  if (port !== ports[name]) writeFileSync(file, `${JSON.stringify({ ...ports, [name]: port }, null, 2)}\n`);
  return /** @type {number} */ (port);
}
