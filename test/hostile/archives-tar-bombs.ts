import { createGzip, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { tarballCase, type HostileArchive } from './archive';
import { base256, END, entry, header, MANIFEST, pax, tgz } from './tar';

const MIB = 1024 * 1024;

/** Gzipped zeros, made piece by piece: the test itself must not need what it tests for. */
async function zeros(bytes: number, head: Buffer): Promise<Buffer> {
  const block = Buffer.alloc(MIB);
  const pieces = function* () {
    yield head;
    for (let at = 0; at < bytes; at += MIB) yield block;
  };
  const chunks: Buffer[] = [];
  for await (const chunk of Readable.from(pieces()).pipe(createGzip({ level: 9 })))
    chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export const TAR_BOMBS: readonly HostileArchive[] = [
  tarballCase(
    'a gzip bomb that tells 8 GiB',
    () =>
      zeros(
        256 * MIB,
        Buffer.concat([
          MANIFEST,
          header({ name: 'package/a.txt', sizeField: base256([0x80, 0, 0, 0, 0, 0, 0, 2]) }),
        ]),
      ),
    'unknown',
    'archive-limit-exceeded',
  ),
  tarballCase(
    'a bomb of zeros after the end',
    () => zeros(256 * MIB, Buffer.concat([MANIFEST, END])),
    'unknown',
    'archive-limit-exceeded',
  ),
  tarballCase(
    'a gzip bomb in a gzip bomb',
    async () => gzipSync(await zeros(256 * MIB, MANIFEST)),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'a bomb in a tarball within',
    async () =>
      tgz({
        name: 'package/in.tgz',
        content: await zeros(160 * MIB, header({ name: 'a', sizeField: '01200000000\0' })),
      }),
    'warning',
    'code-unread',
  ),
  tarballCase(
    '300,000 empty entries',
    () =>
      gzipSync(
        Buffer.concat([
          MANIFEST,
          ...Array.from({ length: 300_000 }, (_, at) => entry({ name: `package/${at}` })),
        ]),
      ),
    'unknown',
    'archive-limit-exceeded',
  ),
  tarballCase(
    '100,000 tiny files of code',
    () =>
      gzipSync(
        Buffer.concat([
          MANIFEST,
          ...Array.from({ length: 100_000 }, (_, at) =>
            entry({ name: `package/${at}.js`, content: `fetch(${at})` }),
          ),
          END,
        ]),
      ),
    'warning',
    'code-unread',
  ),
  tarballCase(
    'folders 300 deep',
    () =>
      tgz(
        pax({ path: `package/${'d/'.repeat(300)}x.js` }),
        { name: 'x', content: 'x' },
        pax({ path: `package/${'d/'.repeat(600)}x.js` }),
        { name: 'x' },
      ),
    'suspicious',
    'archive-unsafe-path',
  ),
  tarballCase(
    'a name of 900,000 characters',
    () => tgz(pax({ path: `package/${'n'.repeat(900_000)}` }), { name: 'x' }),
    'suspicious',
    'archive-unsafe-path',
  ),
  tarballCase(
    '60 names of 900,000 characters',
    () =>
      tgz(
        ...Array.from({ length: 60 }, (_, at) => [
          pax({ path: `package/${at}${'n'.repeat(900_000)}` }),
          entry({ name: 'x' }),
        ]).flat(),
      ),
    'unknown',
    'archive-limit-exceeded',
  ),
  tarballCase(
    'a pax header of 200 MB',
    () =>
      zeros(
        200 * MIB,
        Buffer.concat([MANIFEST, header({ name: 'x', type: 'x', sizeField: '01440000000\0' })]),
      ),
    'unknown',
    'archive-corrupt',
  ),
  tarballCase(
    'a GNU long name of 200 MB',
    () =>
      zeros(
        200 * MIB,
        Buffer.concat([MANIFEST, header({ name: '././@LongLink', type: 'L', sizeField: '01440000000\0' })]),
      ),
    'unknown',
    'archive-corrupt',
  ),
];
