import { DomainError, type FetchedPackage } from '@sallyport/domain';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PypiAttestations } from './pypi-attestations';

const SHA256 = 'ab'.repeat(32);
const WHEEL = 'widget-1.0-py3-none-any.whl';
const FETCHED = {
  name: 'widget',
  version: '1.0',
  digest: `sha256:${SHA256}`,
  artifact: { filename: WHEEL },
} as FetchedPackage;

let server: Server;
let origin: string;
let asked: string[];
/** What the index lists for the project. */
let page: string;
let answer: [status: number, body: string];

beforeEach(async () => {
  [asked, answer] = [[], [200, '{"version":1}']];
  server = createServer(({ url, headers }, response) => {
    asked.push(`${url} ${headers.accept} ${headers.authorization ?? '-'}`);
    if (url === '/simple/widget/') response.end(page);
    else if (url === '/integrity/widget') response.writeHead(answer[0]).end(answer[1]);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  page = listing({ provenance: `${origin}/integrity/widget` });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function listing(changes: object): string {
  return JSON.stringify({ files: [{ filename: WHEEL, hashes: { sha256: SHA256 }, ...changes }] });
}

function ask(index: string | undefined = `${origin}/simple`): Promise<string | undefined> {
  const authorization = (url: URL) => (url.origin === origin ? 'Basic c2VjcmV0' : undefined);
  return new PypiAttestations({ index, timeoutMs: 20_000, authorization }).of(FETCHED);
}

describe('installer-python/adapters/simple-index/pypi-attestations', () => {
  it('gives the provenance object that the index names, as it is', async () => {
    expect(await ask()).toBe('{"version":1}');
    expect(asked).toEqual([
      '/simple/widget/ application/vnd.pypi.simple.v1+json Basic c2VjcmV0',
      '/integrity/widget application/vnd.pypi.integrity.v1+json Basic c2VjcmV0',
    ]);
  });

  it.each(['/integrity/widget', '../../integrity/widget'])('follows the address %s', async (address) => {
    page = listing({ provenance: address });

    expect(await ask()).toBe('{"version":1}');
  });

  it('says that there is none where the index says so', async () => {
    page = listing({ provenance: null });

    expect(await ask()).toBeUndefined();
  });

  it.each<[string, () => void]>([
    ['an index that knows nothing of provenance', () => (page = listing({}))],
    ['an index that answers no JSON', () => (page = '<html></html>')],
    [
      'another file of this name',
      () => (page = listing({ hashes: { sha256: 'cd'.repeat(32) }, provenance: null })),
    ],
    ['another file', () => (page = listing({ filename: 'other.whl', provenance: null }))],
    ['an object that is named and not there', () => (answer = [404, ''])],
    ['an address that is not http', () => (page = listing({ provenance: 'file:///etc/passwd' }))],
  ])('does not take %s for none', async (_, given) => {
    given();

    expect(await codeOf(ask())).toBe('registry-unreachable');
  });

  it('asks nobody where no index was named', async () => {
    const nowhere = new PypiAttestations({
      index: undefined,
      timeoutMs: 1_000,
      authorization: () => undefined,
    });

    expect(await codeOf(nowhere.of(FETCHED))).toBe('registry-unreachable');
    expect(asked).toEqual([]);
  });
});

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const failure = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return DomainError.is(failure) ? failure.code : `no failure: ${String(failure)}`;
}
