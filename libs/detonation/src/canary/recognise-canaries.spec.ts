import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { plantCanaries } from './canaries';
import { recogniseCanaries, speltByNames } from './recognise-canaries';

const TOKEN = 'npm_q8Zr2LkV0sT5yXw1BdHg7MnPjC4fUa9E';
const CANARIES = [{ place: 'NPM_TOKEN', token: TOKEN }];
const reversed = (text: string) => [...text].reverse().join('');
const xor = (text: string, key: number) => Buffer.from([...Buffer.from(text)].map((byte) => byte ^ key));
/** What is not worth packing is sent as it is. */
const WORDS = 'the quick brown fox jumps over the lazy dog and does it again '.repeat(20);
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base32 = (text: string) =>
  (
    [...Buffer.from(text)]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .match(/.{1,5}/g) ?? []
  )
    .map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)])
    .join('');
const chunked = (text: string) =>
  `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${(text.match(/.{1,9}/g) ?? [])
    .map((part) => `${part.length.toString(16)}\r\n${part}\r\n`)
    .join('')}0\r\n\r\n`;

describe('canary/recognise-canaries', () => {
  it.each<[string, Uint8Array | string, string[]]>([
    ['as it is', `GET /?t=${TOKEN} HTTP/1.1\r\n\r\n`, []],
    ['its first half', `x=${TOKEN.slice(0, 18)}`, []],
    ['its last half', `x=${TOKEN.slice(18)}`, []],
    ['base64', `d=${Buffer.from(TOKEN).toString('base64')}`, ['base64']],
    ['base64 in the middle of letters', `abc${Buffer.from(`.${TOKEN}`).toString('base64')}`, ['base64']],
    ['base64url', Buffer.from(`??>>${TOKEN}`).toString('base64url'), ['base64']],
    ['hex', Buffer.from(TOKEN).toString('hex').toUpperCase(), ['hex']],
    ['base32, in small letters', base32(TOKEN).toLowerCase(), ['base32']],
    ['percent', [...TOKEN].map((c) => `%${c.charCodeAt(0).toString(16)}`).join(''), ['percent']],
    ['escapes', [...TOKEN].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join(''), ['escapes']],
    ['numbers', JSON.stringify([...Buffer.from(TOKEN)]), ['numbers']],
    ['gzip', gzipSync(JSON.stringify({ TOKEN })), ['gzip']],
    ['zlib', deflateSync(TOKEN), ['zlib']],
    ['brotli', brotliCompressSync(`${WORDS}${TOKEN}${WORDS}`), ['brotli']],
    [
      'brotli in a request',
      Buffer.concat([
        Buffer.from('POST / HTTP/1.1\r\nContent-Encoding: br\r\n\r\n'),
        brotliCompressSync(`${WORDS}${TOKEN}`),
      ]),
      ['brotli'],
    ],
    ['chunks', chunked(TOKEN), ['chunked']],
    ['reversed', reversed(TOKEN), ['reversed']],
    ['a mask of one byte', xor(TOKEN, 0x5a), ['xor']],
    [
      'base64 twice',
      Buffer.from(Buffer.from(TOKEN).toString('base64')).toString('base64'),
      ['base64', 'base64'],
    ],
    ['base64 of gzip', gzipSync(TOKEN).toString('base64'), ['base64', 'gzip']],
    ['hex of a mask', xor(TOKEN, 7).toString('hex'), ['hex', 'xor']],
    ['base64 that is reversed', reversed(Buffer.from(TOKEN).toString('base64')), ['reversed', 'base64']],
    [
      'JSON of base64 of JSON',
      JSON.stringify({ d: Buffer.from(JSON.stringify({ TOKEN })).toString('base64') }),
      ['base64'],
    ],
  ])('finds it as %s', (_, sent, encodings) => {
    expect(recogniseCanaries(typeof sent === 'string' ? sent : Buffer.from(sent), CANARIES)).toEqual({
      found: [{ place: 'NPM_TOKEN', encodings }],
      isCutShort: false,
    });
  });

  it.each<[string, Buffer | string]>([
    ['nothing', ''],
    ['another token', 'npm_000000000000000000000000000000000000'],
    ['what all tokens begin with', 'npm_ ghp_ pypi- AKIA'],
    ['what broke off in packing', gzipSync('other words').subarray(0, 14)],
    [
      'a request',
      `GET /sample/latest HTTP/1.1\r\nhost: x.invalid\r\nuser-agent: ${'node '.repeat(40)}\r\n\r\n`,
    ],
  ])('finds none in %s', (_, sent) => {
    expect(recogniseCanaries(sent, CANARIES)).toEqual({ found: [], isCutShort: false });
  });

  it('says where it did not try everything, in bounded time', () => {
    const nested = Array.from({ length: 400 }, (_, i) =>
      Buffer.from(`${i}${'ab12'.repeat(40)}`).toString('base64'),
    );
    const started = performance.now();

    const { isCutShort } = recogniseCanaries(Buffer.from(nested.join(' ').repeat(3)), CANARIES);

    expect(isCutShort).toBe(true);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('does not unpack a bomb', () => {
    expect(recogniseCanaries(gzipSync(Buffer.alloc(64 * 1024 ** 2)), CANARIES).found).toEqual([]);
  });

  it('puts together what names spell, each asked for twice', () => {
    const hex =
      Buffer.from(TOKEN)
        .toString('hex')
        .match(/.{1,20}/g) ?? [];
    const names = hex.flatMap((part, index) => Array<string>(2).fill(`${index}.${part}.drop.invalid`));

    const [spelt] = speltByNames(['www.other.invalid', ...names]).filter(
      ({ domain }) => domain === 'drop.invalid',
    );

    expect(recogniseCanaries(spelt?.text ?? '', CANARIES).found).toEqual([
      { place: 'NPM_TOKEN', encodings: ['hex'] },
    ]);
  });
});

describe('canary/canaries', () => {
  it('plants other credentials each time, each where it says', () => {
    const one = plantCanaries();
    const tokens = new Set([...one.canaries, ...plantCanaries().canaries].map(({ token }) => token));
    const planted = [...one.files.values(), ...Object.values(one.variables)].join('\n');

    expect(tokens.size).toBe(2 * one.canaries.length);
    expect(one.canaries.filter(({ token }) => !planted.replace(/\n/g, '').includes(token))).toEqual([]);
    expect(
      recogniseCanaries(planted, one.canaries)
        .found.map(({ place }) => place)
        .sort(),
    ).toEqual(one.canaries.map(({ place }) => place).sort());
  });
});
