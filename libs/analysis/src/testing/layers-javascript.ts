import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { pieces, type HidingLayer } from './layers-python';

const quoted = (text: string): string => JSON.stringify(text);
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const codes = (text: string): number[] => [...Buffer.from(text)];
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** A table of texts that is turned until a sum over it comes out right, and a function that reads it by offset. */
function stringTable(code: string): string {
  const parts = [...pieces(code, 10), '40a', '7b'];
  const turns = 3 % parts.length;
  const turned = [...parts.slice(-turns), ...parts.slice(0, -turns)];
  const [first, second] = [parts.length - 2, parts.length - 1].map((at) => `_0x2('0x${hex(at + 32)}')`);
  return `function _0x1(){const t=[${turned.map((part) => quoted(base64(part))).join(',')}];_0x1=function(){return t;};return _0x1();}
function _0x2(at,key){const t=_0x1();_0x2=function(n,k){n=n-0x20;if(_0x2.ready===undefined){_0x2.decode=function(s){return atob(s);};_0x2.cache={};_0x2.ready=!![];}const c=_0x2.cache[n];if(c!==undefined)return c;const s=_0x2.decode(t[n]);_0x2.cache[n]=s;return s;};return _0x2(at,key);}
(function(fn,sum){const d=_0x2,t=fn();while(!![]){try{const v=parseInt(d('0x${hex(parts.length + 30)}'))/0x1*(-parseInt(d('0x${hex(parts.length + 31)}'))/0x1);if(v===sum)break;else t['push'](t['shift']());}catch(e){t['push'](t['shift']());}_0x2.cache={};}}(_0x1,-0x118));
eval(${parts
    .slice(0, -2)
    .map((_, at) => `_0x2('0x${hex(at + 32)}')`)
    .join('+')});/* ${first} ${second} */
`;
}

/** Ways to hide code of JavaScript: code in, code out that evaluates it. */
export const JAVASCRIPT_LAYERS: readonly HidingLayer[] = [
  {
    name: 'constant folding',
    told: '',
    hide: (code) => `eval(${pieces(code, 9).map(quoted).join(' + ')});\n`,
  },
  {
    name: 'split',
    told: 'joined parts',
    hide: (code) => `const parts = [${pieces(code, 7).map(quoted).join(', ')}];\neval(parts.join(''));\n`,
  },
  { name: 'base64', told: 'base64', hide: (code) => `eval(atob("${base64(code)}"));\n` },
  {
    name: 'base64 in a buffer, in a function that is made',
    told: 'base64',
    hide: (code) =>
      `const text = Buffer.from("${base64(code)}", "base64").toString();\nnew Function("require", "process", text)(require, process);\n`,
  },
  {
    name: 'hex in a virtual machine',
    told: 'hex',
    hide: (code) =>
      `require("vm").runInThisContext(Buffer.from("${Buffer.from(code).toString('hex')}", "hex").toString("utf8"));\n`,
  },
  {
    name: 'url escapes in a timer',
    told: 'url escapes',
    hide: (code) =>
      `setTimeout(decodeURIComponent("${codes(code)
        .map((byte) => `%${hex(byte)}`)
        .join('')}"), 1);\n`,
  },
  {
    name: 'character codes',
    told: 'character codes',
    hide: (code) => `eval(String.fromCharCode(${codes(code).join(',')}));\n`,
  },
  {
    name: 'character codes in a loop',
    told: 'character codes',
    hide: (code) =>
      `let text = "";\nfor (const number of [${codes(code).join(',')}]) text += String.fromCharCode(number);\neval(text);\n`,
  },
  {
    name: 'character codes of a function',
    told: 'character codes',
    hide: (code) =>
      `(() => {}).constructor([${codes(code)
        .map((each) => each + 3)
        .join(',')}].map((n) => String.fromCharCode(n - 3)).join(""))();\n`,
  },
  {
    name: 'reversed',
    told: 'reversed',
    hide: (code) =>
      `globalThis["ev" + "al"](${quoted([...code].reverse().join(''))}.split("").reverse().join(""));\n`,
  },
  {
    name: 'xor with a key',
    told: 'xor',
    hide: (code) =>
      `function turn(text, key) { let out = ""; for (let i = 0; i < text.length; i++) out += String.fromCharCode(text.charCodeAt(i) ^ key.charCodeAt(i % key.length)); return out; }\n(0, eval)(turn(Buffer.from("${Buffer.from(
        codes(code).map((byte, at) => byte ^ 'k3y'.charCodeAt(at % 3)),
      ).toString('base64')}", "base64").toString("latin1"), "k3y"));\n`,
  },
  {
    name: 'xor of bytes',
    told: 'xor',
    hide: (code) =>
      `const bytes = Buffer.from("${Buffer.from(codes(code).map((byte) => byte ^ 90)).toString('hex')}", "hex");\nfor (let i = 0; i < bytes.length; i++) bytes[i] ^= 90;\neval(bytes.toString());\n`,
  },
  {
    name: 'zlib',
    told: 'zlib',
    hide: (code) =>
      `const z = require("zlib");\neval(z.inflateSync(Buffer.from("${base64(deflateSync(code))}", "base64")).toString());\n`,
  },
  {
    name: 'gzip',
    told: 'gzip',
    hide: (code) =>
      `module._compile(require("zlib").gunzipSync(Buffer.from("${base64(gzipSync(code))}", "base64")).toString(), "x.js");\n`,
  },
  {
    name: 'brotli',
    told: 'brotli',
    hide: (code) =>
      `eval(require("node:zlib").brotliDecompressSync(Buffer.from("${base64(brotliCompressSync(code))}", "base64")) + "");\n`,
  },
  {
    name: 'an address of code',
    told: 'base64',
    hide: (code) => `import("data:text/javascript;base64,${base64(code)}");\n`,
  },
  {
    name: 'a pattern that is replaced',
    told: '',
    hide: (code) => {
      const sign = ['~', '#', '@'].find((each) => !code.includes(each)) ?? '~';
      return `eval(${quoted(pieces(code, 4).join(sign))}.replace(/${sign}/g, ""));\n`;
    },
  },
  {
    name: 'escapes of the literal',
    told: '',
    hide: (code) =>
      `eval("${codes(code)
        .map((byte) => `\\x${hex(byte)}`)
        .join('')}");\n`,
  },
  { name: 'a table of texts that is turned', told: 'base64', hide: stringTable },
  {
    name: 'handed on',
    told: 'base64',
    hide: (code) => `Reflect.apply(eval, null, [atob("${base64(code)}")]);\n`,
  },
  {
    name: 'a cipher',
    told: undefined,
    hide: (code) =>
      `const c = require("crypto").createDecipheriv("aes-256-cbc", key, iv);\neval(c.update("${base64(code)}", "base64", "utf8") + c.final("utf8"));\n`,
  },
  {
    name: 'a decoder of another package',
    told: undefined,
    hide: (code) => `eval(require("lz-string").decompress(atob("${base64(code)}")));\n`,
  },
];
