import { createServer } from 'node:net';

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
 * A free port on 127.0.0.1: the wanted one if nobody has it, so that a restarted part is found where it was.
 * @param {number} [wanted]
 */
export async function freePort(wanted) {
  const port = (wanted && (await probe(wanted))) || (await probe(0));
  return /** @type {number} */ (port);
}
