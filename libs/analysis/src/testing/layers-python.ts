import { deflateSync } from 'node:zlib';

/** One way to hide code of Python: code in, code out that evaluates it. */
export interface HidingLayer {
  readonly name: string;
  /** What a finding says was undone; undefined: nothing can be, and that it is hidden has to do. */
  readonly told: string | undefined;
  readonly hide: (code: string) => string;
}

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const reversed = (text: string): string => [...text].reverse().join('');
const codes = (text: string): number[] => [...Buffer.from(text)];
export const rotated = (text: string): string =>
  text.replace(/[a-z]/gi, (char) => {
    const base = char <= 'Z' ? 65 : 97;
    return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base);
  });
export function pieces(text: string, size: number): string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
}

export const PYTHON_LAYERS: readonly HidingLayer[] = [
  {
    name: 'constant folding',
    told: 'joined parts',
    hide: (code) => `exec(${pieces(code, 9).map(quoted).join(' + ')})\n`,
  },
  {
    name: 'split',
    told: 'joined parts',
    hide: (code) => `parts = [${pieces(code, 7).map(quoted).join(', ')}]\nexec("".join(parts))\n`,
  },
  {
    name: 'base64',
    told: 'base64',
    hide: (code) => `import base64 as b\nexec(b.b64decode("${base64(code)}").decode())\n`,
  },
  {
    name: 'base85',
    told: 'base85',
    hide: (code) => `import base64\nexec(base64.b85decode(${quoted(base85(code))}))\n`,
  },
  { name: 'hex', told: 'hex', hide: (code) => `exec(bytes.fromhex("${hex(code)}"))\n` },
  {
    name: 'character codes',
    told: 'character codes',
    hide: (code) => `exec("".join(map(chr, [${codes(code).join(',')}])))\n`,
  },
  {
    name: 'character codes in a loop',
    told: 'character codes',
    hide: (code) =>
      `text = ""\nfor number in [${codes(code).join(',')}]:\n    text += chr(number)\nexec(text)\n`,
  },
  { name: 'reversed', told: 'reversed', hide: (code) => `exec(${quoted(reversed(code))}[::-1])\n` },
  {
    name: 'rot13',
    told: 'rot13',
    hide: (code) => `import codecs\nexec(codecs.decode(${quoted(rotated(code))}, "rot13"))\n`,
  },
  {
    name: 'rot by a function',
    told: 'character codes',
    hide: (code) => `def turn(text, by):
    out = []
    for char in text:
        out.append(chr((ord(char) - by) % 256))
    return "".join(out)
exec(turn(${quoted(Buffer.from(codes(code).map((byte) => (byte + 11) % 256)).toString('latin1'))}, 11))
`,
  },
  {
    name: 'xor with a constant',
    told: 'xor',
    hide: (code) =>
      `key = b"k3y"\nexec(bytes(each ^ key[at % len(key)] for at, each in enumerate(bytes.fromhex("${Buffer.from(codes(code).map((byte, at) => byte ^ 'k3y'.charCodeAt(at % 3))).toString('hex')}"))))\n`,
  },
  {
    name: 'zlib',
    told: 'zlib',
    hide: (code) =>
      `exec(__import__("zlib").decompress(__import__("base64").b64decode("${base64(deflateSync(code))}")))\n`,
  },
  {
    name: 'marshal',
    told: undefined,
    hide: (code) =>
      `import marshal\nexec(marshal.loads(b"\\xe3\\x00${[...Buffer.from(code)].map((byte) => `\\x${(byte ^ 0x5a).toString(16).padStart(2, '0')}`).join('')}"))\n`,
  },
  {
    name: 'a cipher of another package',
    told: undefined,
    hide: (code) => `from quiet_box import open_box\nexec(open_box("${base64(code)}"))\n`,
  },
  {
    name: 'unicode escapes',
    told: 'character codes',
    hide: (code) =>
      `exec(b"${codes(code)
        .map((byte) => `\\\\u00${byte.toString(16).padStart(2, '0')}`)
        .join('')}".decode("unicode_escape"))\n`,
  },
  {
    name: 'escapes of the literal',
    told: '',
    hide: (code) =>
      `exec("${codes(code)
        .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
        .join('')}")\n`,
  },
  {
    name: 'an array of strings',
    told: 'joined parts',
    hide: (code) => {
      const parts = pieces(code, 12);
      const order = parts.map((_, at) => (at * 7 + 3) % parts.length);
      const isWhole = new Set(order).size === parts.length;
      const places = isWhole ? order : parts.map((_, at) => parts.length - 1 - at);
      const table: string[] = [];
      for (const [at, place] of places.entries()) table[place] = parts[at] as string;
      return `_0x1 = [${table.map(quoted).join(', ')}]\n_0x2 = lambda i: _0x1[i - 7]\nexec(${places.map((place) => `_0x2(${place + 7})`).join(' + ')})\n`;
    },
  },
  {
    name: 'moved characters',
    told: 'moved characters',
    hide: (code) =>
      `table = str.maketrans("ZYXeortaimpus", "eortaimpusZYX")\nexec(${quoted(moved(code))}.translate(table))\n`,
  },
  {
    name: 'off the screen',
    told: '',
    hide: (code) => `size = 1${' '.repeat(620)};exec(${quoted(code)})\n`,
  },
];

function moved(code: string): string {
  const [from, to] = ['eortaimpusZYX', 'ZYXeortaimpus'];
  return [...code].map((char) => (from.includes(char) ? to.charAt(from.indexOf(char)) : char)).join('');
}

function base85(text: string): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
  const bytes = Buffer.from(text);
  const padding = (4 - (bytes.length % 4)) % 4;
  const whole = Buffer.concat([bytes, Buffer.alloc(padding)]);
  let out = '';
  for (let at = 0; at < whole.length; at += 4) {
    let value = whole.readUInt32BE(at);
    let group = '';
    for (let place = 0; place < 5; place += 1) {
      group = alphabet.charAt(value % 85) + group;
      value = Math.floor(value / 85);
    }
    out += group;
  }
  return padding === 0 ? out : out.slice(0, -padding);
}
