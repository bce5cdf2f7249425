import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NpmHistories } from '../apps/installer-npm/src/adapters/registry/npm-histories';
import { IndexClient } from '../apps/installer-python/src/adapters/index/index-client';
import { PypiHistories } from '../apps/installer-python/src/adapters/index/pypi-histories';
import { packageHistoriesContract } from '../libs/installer/src/application/ports/package-histories.contract';

/** A registry of both kinds, on this machine. */
const json = (value: unknown): [string, string] => ['application/json', JSON.stringify(value)];
const ANSWERS: Readonly<Record<string, (origin: string) => [type: string, body: string]>> = {
  '/thing': () =>
    json({
      versions: { '1.0.0': { dependencies: {} }, 'v1.0.1': { dependencies: { leaf: '1' } }, latest: {} },
      time: { '1.0.0': '2024-01-01T00:00:00Z', 'v1.0.1': '2024-02-01T00:00:00.5+01:00' },
    }),
  '/simple/thing/': (origin) =>
    json({
      meta: { 'api-version': '1.1' },
      files: ['1.0', '1.0.0', '1.0.1'].map((version) => ({
        ...{ filename: `Thing-${version}-py3-none-any.whl`, url: `${origin}/files/${version}.whl` },
        ...{ 'upload-time': `2024-0${version.length}-01T00:00:00Z`, yanked: false },
      })),
    }),
  '/files/1.0.whl.metadata': () => ['text/plain', 'Name: thing\n'],
  '/files/1.0.1.whl.metadata': () => ['text/plain', 'Name: thing\nRequires-Dist: leaf\n'],
};

let server: Server;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'package-histories-'));
  server = createServer((request, response) => {
    const [type, body] = ANSWERS[request.url ?? '']?.(origin()) ?? ['text/plain', ''];
    response.writeHead(body === '' ? 404 : 200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
/** Nobody listens on the port of discarding. */
const NOBODY = 'http://127.0.0.1:9';

const npm = (registry: string) =>
  new NpmHistories({
    ...{ cacheDir: join(folder, 'npm'), timeoutMs: 5_000 },
    env: { npm_config_registry: registry },
  });
packageHistoriesContract(
  "npm's client",
  { known: { name: 'thing', version: '1.0.1' }, absent: 'nothing' },
  () => npm(origin()),
  () => npm(NOBODY),
);

const pypi = (registry: string) =>
  new PypiHistories(
    new IndexClient({ idleMs: 5_000 }),
    async () => [`${registry}/simple`],
    () => new Date(),
  );
packageHistoriesContract(
  'the client of indexes',
  { known: { name: 'thing', version: '1.0.1' }, absent: 'nothing' },
  () => pypi(origin()),
  () => pypi(NOBODY),
);
