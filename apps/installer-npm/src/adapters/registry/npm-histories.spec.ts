import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NpmHistories } from './npm-histories';

const PACKUMENT = {
  versions: {
    '0.9.0': { dependencies: { old: '1' } },
    '1.0.0': { dependencies: {} },
    '1.0.1': { dependencies: { leaf: '1' } },
    latest: {},
  },
  time: {
    '0.9.0': '2023-01-01T00:00:00Z',
    '1.0.0': '2024-01-01T00:00:00Z',
    '1.0.1': '2024-02-01T00:00:00+00:00',
  },
};
const ANSWERS: Readonly<Record<string, [status: number, body: string]>> = {
  '/thing': [200, JSON.stringify(PACKUMENT)],
  '/@acme%2fthing': [200, JSON.stringify(PACKUMENT)],
  '/page': [200, '<html>'],
  '/cut': [200, '{"versions":{'],
  '/refused': [403, '{}'],
};

let server: Server;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'npm-histories-'));
  server = createServer((request, response) => {
    const [status, body] = ANSWERS[request.url ?? ''] ?? [404, '{}'];
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const client = () => {
  const { port } = server.address() as AddressInfo;
  return new NpmHistories({
    ...{ cacheDir: join(folder, 'cache'), timeoutMs: 5_000 },
    env: { npm_config_registry: `http://127.0.0.1:${port}/` },
  });
};

describe('installer-npm/registry/npm-histories', () => {
  it('asks for a scoped package in one path', async () => {
    expect((await client().load('@acme/thing', [])).versions).toHaveLength(3);
  });

  it('has the details of what is asked for and of the version below, and the times of all', async () => {
    const { versions } = await client().load('thing', ['1.0.1']);

    expect(versions.map(({ version, dependencies }) => [version, dependencies])).toEqual([
      ['0.9.0', null],
      ['1.0.0', []],
      ['1.0.1', ['leaf']],
    ]);
    expect(versions.map(({ publishedAt }) => publishedAt)).not.toContain(null);
  });

  it.each(['page', 'cut', 'refused'])('takes %s for no answer', async (name) => {
    await expect(client().load(name, [])).rejects.toMatchObject({ code: 'registry-unreachable' });
  });
});
