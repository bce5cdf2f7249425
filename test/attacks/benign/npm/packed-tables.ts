import { tarballs } from '../archives';
import { src } from '../benign-case';
import { randomBytes } from '../draw';
import { unicodeClass, wasm } from '../generated';

const column = (text: string, width: number): string =>
  (text.match(new RegExp(`.{1,${String(width)}}`, 'g')) ?? []).join('\n');

export const PACKED_TABLES = tarballs('bundled and generated code', [
  {
    why: 'Locale data in many scripts, written as unicode escapes so that any encoding survives.',
    name: 'datewords',
    version: '2.30.1',
    summary: 'Names of months and days in forty languages.',
    author: 'Datewords <locales@datewords.example>',
    usage: `require('datewords').months('el')[0];`,
    manifest: { main: 'index.js' },
    files: () => ({
      'index.js': src`
'use strict';

const loaded = {};

/** Locales are loaded when asked for, so that a bundle holds only what it uses. */
function locale(name) {
  if (!/^[a-z]{2}(-[a-z]{2})?$/i.test(name)) throw new RangeError('no such locale: ' + name);
  return (loaded[name] = loaded[name] || require('./locale/' + name));
}

exports.months = (name) => locale(name).months;
exports.days = (name) => locale(name).days;
`,
      ...Object.fromEntries(
        (
          [
            ['el', 0x3b1],
            ['ru', 0x430],
            ['he', 0x5d0],
            ['th', 0xe01],
            ['ja', 0x3042],
            ['ko', 0xac00],
          ] as const
        ).map(([language, from]) => {
          const word = (at: number): string =>
            Array.from(
              { length: 5 },
              (_, step) => `\\u${(from + ((at * 7 + step * 3) % 24)).toString(16).padStart(4, '0')}`,
            ).join('');
          const list = (length: number): string =>
            Array.from({ length }, (_, at) => `'${word(at)}'`).join(', ');
          return [
            `locale/${language}.js`,
            `'use strict';\n\nexports.months = [${list(12)}];\nexports.days = [${list(7)}];\n`,
          ];
        }),
      ),
    }),
  },
  {
    why: 'Regular expressions of identifier characters: thousands of escapes on one line, generated from Unicode data.',
    name: 'ident-chars',
    version: '15.1.0',
    summary: 'Which characters may start and continue an identifier.',
    author: 'Milan Horvat <milan@ident-chars.example>',
    usage: `require('ident-chars').isStart('é');`,
    manifest: { main: 'index.js', scripts: { generate: 'node scripts/generate.js > tables.js' } },
    files: () => ({
      'index.js': src`
'use strict';

const { start, part } = require('./tables');

exports.isStart = (letter) => /[$_A-Za-z]/.test(letter) || start.test(letter);
exports.isPart = (letter) => /[$\w\u200c\u200d]/.test(letter) || part.test(letter);
`,
      'tables.js': `'use strict';\n\n// Generated from Unicode 15.1\nexports.start = /[${unicodeClass(117, 320)}]/;\nexports.part = /[${unicodeClass(118, 420)}]/;\n`,
      'scripts/generate.js': src`
'use strict';

const ranges = [];
for (let code = 0x80; code <= 0xffff; code++) {
  if (!/\p{ID_Start}/u.test(String.fromCharCode(code))) continue;
  const last = ranges[ranges.length - 1];
  if (last && last[1] === code - 1) last[1] = code;
  else ranges.push([code, code]);
}
const hex = (code) => '\\u' + code.toString(16).padStart(4, '0');
console.log('exports.start = /[' + ranges.map(([from, to]) => hex(from) + '-' + hex(to)).join('') + ']/;');
`,
    }),
  },
  {
    why: 'C++ compiled by a toolchain whose glue code looks at process, reads its own wasm file and defines many globals.',
    name: 'sqlpocket',
    version: '1.13.0',
    summary: 'A small SQL database compiled to WebAssembly.',
    author: 'Sqlpocket <team@sqlpocket.example>',
    usage: `const open = require('sqlpocket');\nconst db = await open();`,
    manifest: { main: 'dist/sqlpocket.js' },
    files: () => ({
      'dist/sqlpocket.js': src`
var Module=(()=>{var _scriptName=typeof __filename!="undefined"?__filename:undefined;return async function(moduleArg={}){
var Module=moduleArg;var ENVIRONMENT_IS_NODE=typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string";
var quit_=(status,toThrow)=>{throw toThrow};var readBinary;
if(ENVIRONMENT_IS_NODE){var fs=require("fs");var nodePath=require("path");readBinary=filename=>fs.readFileSync(filename);quit_=(status,toThrow)=>{process.exitCode=status;throw toThrow};process.on("unhandledRejection",reason=>{throw reason})}
var wasmBinaryFile=nodePath.join(nodePath.dirname(_scriptName),"sqlpocket.wasm");
var HEAP8,HEAPU8,HEAP32;function updateMemoryViews(buffer){HEAP8=new Int8Array(buffer);HEAPU8=new Uint8Array(buffer);HEAP32=new Int32Array(buffer)}
var UTF8ToString=ptr=>{var end=ptr;while(HEAPU8[end])++end;return new TextDecoder().decode(HEAPU8.subarray(ptr,end))};
var imports={a:{a:(ptr)=>{throw new Error("abort: "+UTF8ToString(ptr))},b:()=>Date.now(),c:(fd,iov,iovcnt,pnum)=>{HEAP32[pnum>>2]=0;return 0}}};
var {instance}=await WebAssembly.instantiate(readBinary(wasmBinaryFile),imports);
var asm=instance.exports;updateMemoryViews(asm.d.buffer);
Module["exec"]=sql=>{var bytes=new TextEncoder().encode(sql+"\0");var at=asm.e(bytes.length);HEAPU8.set(bytes,at);return asm.f(at)};
return Module}})();
if(typeof exports==="object"&&typeof module==="object")module.exports=Module;
`,
      'dist/sqlpocket.wasm': wasm(119, 120_000),
    }),
  },
  {
    why: 'A dictionary packed with a home-made base-36 coding to save space: unreadable text that a loop unpacks.',
    name: 'hyphen-patterns',
    version: '4.0.2',
    summary: 'Hyphenation patterns, packed.',
    author: 'Anneke de Wit <anneke@hyphen-patterns.example>',
    usage: `require('hyphen-patterns').points('hyphenation');`,
    manifest: { main: 'index.js' },
    files: () => ({
      'index.js': src`
'use strict';

const packed = require('./packed');

const trie = new Map();
for (const entry of packed.split('.')) {
  const [letters, weights] = entry.split('!');
  trie.set(letters, [...weights].map((digit) => parseInt(digit, 36)));
}

exports.points = function points(word) {
  const levels = new Array(word.length + 1).fill(0);
  for (let from = 0; from < word.length; from++) {
    for (let to = from + 1; to <= word.length; to++) {
      (trie.get(word.slice(from, to)) || []).forEach((level, at) => {
        levels[from + at] = Math.max(levels[from + at], level);
      });
    }
  }
  return levels.flatMap((level, at) => (level % 2 ? [at] : []));
};
`,
      'packed.js': `module.exports =\n'${column(
        Array.from(
          { length: 1400 },
          (_, at) =>
            `${randomBytes(at + 2000, 4)
              .toString('hex')
              .replace(/[0-9]/g, (d) => 'ghijklmnop'[Number(d)] as string)}!${(at * 7919).toString(36)}`,
        ).join('.'),
        118,
      )
        .split('\n')
        .join("'+\n'")}';\n`,
    }),
  },
]);
