import { deflateSync } from 'node:zlib';
import { inert } from '../inert';

/** `exec` of base64. */
export function execBase64(code: string): string {
  return `import base64\nexec(base64.b64decode("${base64(code)}").decode("utf-8"))\n`;
}

/** `exec` of a zlib stream in base64, both reached through `__import__`. */
export function execZlib(code: string): string {
  const packed = deflateSync(Buffer.from(inert(code)), { level: 9 }).toString('base64');
  return `exec(__import__('zlib').decompress(__import__('base64').b64decode(b'${packed}')))\n`;
}

/** The same, the text reversed, with a lambda as such obfuscators write it. */
export function lambdaReversed(code: string): string {
  const packed = deflateSync(Buffer.from(inert(code)), { level: 9 }).toString('base64');
  const text = [...packed].reverse().join('');
  return `_ = lambda __ : __import__('zlib').decompress(__import__('base64').b64decode(__[::-1]));exec((_)(b'${text}'))\n`;
}

/** Numbers, xor with a constant. */
export function execXor(code: string, key: number): string {
  const numbers = [...Buffer.from(inert(code))].map((byte) => byte ^ key);
  return `_k = ${key}\n_d = [${numbers.join(', ')}]\nexec(bytes(_b ^ _k for _b in _d).decode())\n`;
}

/** Hex text, and `exec` put together from halves. */
export function builtinsHex(code: string): string {
  const text = Buffer.from(inert(code)).toString('hex');
  return `import builtins as _b\ngetattr(_b, 'ex' + 'ec')(getattr(_b, 'comp' + 'ile')(bytes.fromhex('${text}'), '<string>', 'ex' + 'ec'))\n`;
}

export function execRot13(code: string): string {
  return `import codecs\nexec(codecs.decode(${pythonString(rot13(inert(code)))}, 'rot13'))\n`;
}

export function execChars(code: string): string {
  const numbers = [...inert(code)].map((char) => char.codePointAt(0)).join(',');
  return `exec(''.join(map(chr, [${numbers}])))\n`;
}

/** Behind enough spaces to leave an editor's window. */
export function offScreen(line: string, statement: string): string {
  return `${line}${' '.repeat(620)};${statement.trim()}\n`;
}

/** Other names: whole words only, strings included, as the code's author would write them. */
export function renamed(code: string, names: Readonly<Record<string, string>>): string {
  return Object.entries(names).reduce(
    (text, [old, name]) => text.replace(new RegExp(`\\b${old}\\b`, 'g'), name),
    code,
  );
}

export function base64(code: string): string {
  return Buffer.from(inert(code)).toString('base64');
}

/** A string literal that Python reads as the same text. */
export function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (char) => {
    const base = char <= 'Z' ? 65 : 97;
    return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base);
  });
}
