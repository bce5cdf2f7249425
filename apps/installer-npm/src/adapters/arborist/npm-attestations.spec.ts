import { DomainError, type FetchedPackage } from '@sallyport/domain';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NpmAttestations } from './npm-attestations';

let server: Server;
let origin: string;
let folder: string;
let asked: string[];
/** Of the release's `dist`, beside its tarball. */
let dist: object;
let answer: [status: number, body: string];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'npm-attestations-'));
  [asked, dist, answer] = [[], {}, [200, '{"attestations":[]}']];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/widget') {
      const manifest = {
        name: 'widget',
        version: '1.0.0',
        dist: { tarball: `${origin}/widget.tgz`, ...dist },
      };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name: 'widget', versions: { '1.0.0': manifest }, 'dist-tags': {} }));
    } else if (request.url === '/-/npm/v1/attestations/widget@1.0.0') {
      response.writeHead(answer[0]).end(answer[1]);
    } else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(folder, 'npmrc'), `registry=${origin}/\nfetch-retries=0\n`);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function ask(name = 'widget'): Promise<string | undefined> {
  const attestations = new NpmAttestations({
    cacheDir: join(folder, 'cache'),
    timeoutMs: 20_000,
    env: { PATH: process.env['PATH'], HOME: folder, npm_config_userconfig: join(folder, 'npmrc') },
  });
  return attestations.of({ name, version: '1.0.0' } as FetchedPackage);
}

const offered = (host: string) => ({
  attestations: { url: `${host}/-/npm/v1/attestations/widget@1.0.0`, provenance: {} },
});

describe('installer-npm/adapters/arborist/npm-attestations', () => {
  it('gives what the registry answers, as it is', async () => {
    dist = offered(origin);

    expect(await ask()).toBe('{"attestations":[]}');
  });

  it('asks the registry that is configured, whatever host the packument names', async () => {
    dist = offered('https://elsewhere.invalid');

    expect(await ask()).toBe('{"attestations":[]}');
  });

  it('says that there are none where the registry says so', async () => {
    expect(await ask()).toBeUndefined();
    expect(asked).toEqual(['/widget']);
  });

  it('cuts off what is longer than anybody has to say', async () => {
    [dist, answer] = [offered(origin), [200, 'x'.repeat(3 * 1024 ** 2)]];

    expect((await ask())?.length).toBe(1024 ** 2 + 1);
  });

  it.each<[string, object, typeof answer, string?]>([
    ['attestations that are named and not there', offered('https://elsewhere.invalid'), [404, '{}']],
    ['a registry that is broken', offered('https://elsewhere.invalid'), [500, '{}']],
    ['an address that is none', { attestations: { url: 'http://[' } }, [200, '{}']],
    ['attestations that are something else', { attestations: 'yes' }, [200, '{}']],
    ['a package that is not there', {}, [200, '{}'], 'absent'],
  ])('does not take %s for none', async (_, told, answered, name = 'widget') => {
    [dist, answer] = [told, answered];

    const failure = await ask(name).then(
      () => undefined,
      (cause: unknown) => cause,
    );

    expect(DomainError.is(failure) && failure.code).toBe('registry-unreachable');
  });
});
