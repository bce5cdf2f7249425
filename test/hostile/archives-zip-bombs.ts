import { deflateRawSync } from 'node:zlib';
import { wheelCase, type HostileArchive } from './archive';
import { parts, PAYLOAD, wheel } from './wheels';
import { u32, zipOf, type ZipPart } from './zip';

const MIB = 1024 * 1024;
const ZEROS = Buffer.alloc(256 * MIB);

/** Many entries that all unpack the same bytes (D. Fifield, "A better zip bomb", 2019). */
function overlapping(): Buffer {
  const kernel = deflateRawSync(Buffer.alloc(8 * MIB));
  const shared: ZipPart = { name: 'a', content: Buffer.alloc(8 * MIB), packed: kernel };
  const copies = Array.from({ length: 400 }, (): ZipPart => ({ ...shared, only: 'central', at: 0 }));
  return wheel([shared, ...copies]);
}

/** Each entry's content begins with the quoted local header of the next. */
function quoted(): Buffer {
  const inner = zipOf([{ name: 'b.py', content: PAYLOAD }]);
  const header = inner.subarray(0, inner.indexOf(u32(0x02014b50)));
  const length = Buffer.from([header.length & 0xff, header.length >> 8]);
  const quote = Buffer.concat([
    Buffer.from([0]),
    length,
    Buffer.from(length.map((byte) => ~byte)),
    header,
    Buffer.from([3, 0]),
  ]);
  const at = 30 + 'a.bin'.length + 5;
  return wheel([
    { name: 'a.bin', content: header, packed: quote },
    { name: 'b.py', content: PAYLOAD, only: 'central', at },
  ]);
}

export const ZIP_BOMBS: readonly HostileArchive[] = [
  wheelCase(
    'a zip bomb',
    () => wheel([{ name: 'a.txt', content: ZEROS }]),
    'unknown',
    'archive-limit-exceeded',
  ),
  wheelCase(
    'a zip bomb that tells a small size',
    () => wheel([{ name: 'a.txt', content: ZEROS, size: 10 }]),
    'unknown',
    'archive-corrupt',
  ),
  wheelCase('entries that share one content', overlapping, 'unknown', 'archive-limit-exceeded'),
  wheelCase('entries that quote the headers of the next', quoted, 'malicious', 'archive-ambiguous'),
  wheelCase(
    'a bomb in a zip within',
    () => wheel([{ name: 'sample/in.zip', content: zipOf([{ name: 'a', content: ZEROS }]) }]),
    'warning',
    'code-unread',
  ),
  wheelCase(
    'zips in zips in zips',
    () =>
      wheel([
        {
          name: 'sample/1.zip',
          content: zipOf([
            {
              name: '2.zip',
              content: zipOf([{ name: '3.zip', content: zipOf([{ name: 'x.py', content: PAYLOAD }]) }]),
            },
          ]),
        },
      ]),
    'warning',
    'code-unread',
  ),
  wheelCase(
    '6,000 entries',
    () =>
      zipOf(
        parts(
          Array.from({ length: 6_000 }, (_, at) => ({
            name: `sample/${at}.py`,
            content: 'x = 1',
            method: 0,
          })),
          '',
        ),
      ),
    'warning',
    'record-unlisted-file',
  ),
];
