import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockLibrary, expectHost } from './expect-host';

const ALL = ['strace', 'nsenter', 'ip', 'iptables-restore', 'ip6tables-restore', 'openssl'];

describe('adapters/host/expect-host', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sallyport-host-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const install = (programs: readonly string[]) => {
    for (const program of programs) {
      writeFileSync(join(folder, program), '');
      chmodSync(join(folder, program), 0o755);
    }
  };

  it('is content with root and all programs', async () => {
    install(ALL);

    await expect(expectHost(`/nowhere:${folder}`, 0)).resolves.toBeUndefined();
  });

  it.each(ALL)('refuses to start without %s', async (program) => {
    install(ALL.filter((each) => each !== program));

    await expect(expectHost(folder, 0)).rejects.toMatchObject({
      code: 'scan-failed',
      message: expect.stringContaining(program),
    });
  });

  it.each([[1_000], [undefined]])('refuses to start as user %s', async (userId) => {
    install(ALL);

    await expect(expectHost(folder, userId)).rejects.toMatchObject({ code: 'scan-failed' });
  });

  it('takes the library that it is given, if it is there', async () => {
    const library = join(folder, 'clock.so');
    await expect(clockLibrary(library)).rejects.toMatchObject({ code: 'scan-failed' });

    writeFileSync(library, '');

    await expect(clockLibrary(library)).resolves.toBe(library);
  });
});
