import type { LockedPackage } from '@sallyport/domain';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { codeOf } from '../../testing/code-of';
import { HttpFetcher } from './http-fetcher';

let server: Server;
let origin: string;
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? '-'}`);
    if (request.url === '/good') response.end('the wheel');
    else if (request.url === '/moved') response.writeHead(302, { location: '/good' }).end();
    else if (request.url === '/broken')
      response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
    else response.writeHead(request.url === '/busy' ? 503 : 404).end('no');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const fetcher = new HttpFetcher({ idleMs: 5_000, retries: 0 });

function at(url: string): LockedPackage {
  const artifact = { kind: 'wheel' as const, filename: 'x.whl', url, integrity: 'sha256-AAAA' };
  return { name: 'x', version: '1', path: 'x', artifact, dependencies: [] };
}

async function textOf(url: string): Promise<string> {
  return text(await fetcher.open(at(url)));
}

describe('installer/adapters/http/http-fetcher', () => {
  it.each(['/good', '/moved'])('gets the bytes of %s', async (path) => {
    expect(await textOf(`${origin}${path}`)).toBe('the wheel');
  });

  it.each(['/absent', '/busy', '/broken'])('says that the registry did not give %s', async (path) => {
    expect(await codeOf(textOf(`${origin}${path}`))).toBe('registry-unreachable');
  });

  it('says that nobody answers', async () => {
    expect(await codeOf(textOf('http://127.0.0.1:1/x'))).toBe('registry-unreachable');
  });

  it.each(['file:///etc/passwd', 'ftp://fake.invalid/x', 'git+ssh://fake.invalid/x', 'relative/x', ''])(
    'does not go to %p',
    async (url) => {
      expect(await codeOf(textOf(url))).toBe('unsupported-source');
    },
  );

  it('shows credentials to the host that they are for, and to no other', async () => {
    const authorization = (url: URL) => (url.origin === origin ? 'Basic c2VjcmV0' : undefined);
    const withCredentials = new HttpFetcher({ idleMs: 5_000, retries: 0, authorization });

    await text(await withCredentials.open(at(`${origin}/good`)));
    await textOf(`${origin}/good`);

    expect(asked).toEqual(['/good Basic c2VjcmV0', '/good -']);
  });
});
