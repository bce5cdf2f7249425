import { pick, randomBytes, stream, type Draw } from './draw';

/** Minified code as bundlers write it: one module a number, short names, everything on few lines. */
export function webpackBundle(seed: number, kibibytes: number, entry: string): string {
  const draw = stream(seed);
  const modules: string[] = [];
  for (let size = 0, id = 17; size < kibibytes * 1024; id += 1 + Math.floor(draw() * 40)) {
    const body = Array.from({ length: 3 + Math.floor(draw() * 9) }, () => statement(draw)).join('');
    const module = `${id}:(e,t,r)=>{"use strict";r.d(t,{Z:()=>n});${body}const n={id:${id}}}`;
    size += module.length;
    modules.push(module);
  }
  return `/*! For license information please see main.js.LICENSE.txt */\n(()=>{var e={${modules.join(',')}},t={};function r(n){var o=t[n];if(void 0!==o)return o.exports;var i=t[n]={exports:{}};return e[n](i,i.exports,r),i.exports}r.d=(e,t)=>{for(var n in t)r.o(t,n)&&!r.o(e,n)&&Object.defineProperty(e,n,{enumerable:!0,get:t[n]})},r.o=(e,t)=>Object.prototype.hasOwnProperty.call(e,t);${entry}})();\n`;
}

/** Rollup's way: one scope, a banner, no module table. */
export function rollupBundle(seed: number, kibibytes: number, banner: string, exported: string): string {
  const draw = stream(seed);
  const body: string[] = [];
  for (let size = 0; size < kibibytes * 1024;) {
    const line = statement(draw);
    size += line.length;
    body.push(line);
  }
  return `/**\n * ${banner}\n */\n!function(e,t){"object"==typeof exports&&"undefined"!=typeof module?t(exports):"function"==typeof define&&define.amd?define(["exports"],t):t((e="undefined"!=typeof globalThis?globalThis:e||self).lib={})}(this,(function(e){"use strict";${body.join('')}${exported}}));\n`;
}

/** esbuild's way: helpers on top, `__commonJS` wrappers, names kept readable. */
export function esbuildBundle(seed: number, kibibytes: number, main: string): string {
  const draw = stream(seed);
  const modules: string[] = [];
  for (let size = 0, id = 0; size < kibibytes * 1024; id += 1) {
    const name = `require_${pick(draw, WORDS)}${id}`;
    const body = Array.from({ length: 4 }, () => statement(draw)).join('');
    const module = `var ${name}=__commonJS({"node_modules/${pick(draw, WORDS)}/lib/${pick(draw, WORDS)}.js"(exports,module){${body}module.exports={}}});`;
    size += module.length;
    modules.push(module);
  }
  return `#!/usr/bin/env node\n"use strict";var __getOwnPropNames=Object.getOwnPropertyNames;var __commonJS=(cb,mod)=>function __require(){return mod||(0,cb[__getOwnPropNames(cb)[0]])((mod={exports:{}}).exports,mod),mod.exports};\n${modules.join('\n')}\n${main}`;
}

/** An LALR table: rows of symbol-to-action numbers, as parser generators write them. */
export function parserTable(seed: number, states: number): string {
  const draw = stream(seed);
  const rows = Array.from({ length: states }, () => {
    const cells = Array.from({ length: 2 + Math.floor(draw() * 7) }, () => {
      const action = `[${1 + Math.floor(draw() * 2)},${Math.floor(draw() * 400)}]`;
      return `${3 + Math.floor(draw() * 90)}:${action}`;
    });
    return `{${cells.join(',')}}`;
  });
  return `[${rows.join(',')}]`;
}

/** Code-point ranges as `\uXXXX` classes. */
export function unicodeClass(seed: number, ranges: number): string {
  const draw = stream(seed);
  let at = 0xaa;
  return Array.from({ length: ranges }, () => {
    const from = (at += 2 + Math.floor(draw() * 60));
    const to = (at += 1 + Math.floor(draw() * 90));
    return `${escaped(from)}-${escaped(to)}`;
  }).join('');
}

/** A WebAssembly module by its header (magic, version 1) and a custom section of made-up content. */
export function wasm(seed: number, bytes: number): Buffer {
  const size: number[] = [];
  for (let rest = bytes + 5; ; rest >>>= 7) {
    size.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    if (rest <= 0x7f) break;
  }
  const custom = Buffer.concat([Buffer.from([4]), Buffer.from('code'), randomBytes(seed, bytes)]);
  return Buffer.concat([Buffer.from('\0asm\x01\0\0\0', 'latin1'), Buffer.from([0, ...size]), custom]);
}

function escaped(codePoint: number): string {
  return `\\u${codePoint.toString(16).padStart(4, '0')}`;
}

const WORDS =
  'node token stream buffer render layout route query schema cursor theme offset matrix locale parser border widget cache glyph batch frame shape table index chart scale'.split(
    ' ',
  );

function name(draw: Draw): string {
  return pick(draw, 'abcdfghjklmopqsuvwxyz'.split('')) + pick(draw, ['', '', '1', '2', 'e', 't', 'n']);
}

function statement(draw: Draw): string {
  const [a, b, c] = [name(draw), name(draw), name(draw)];
  const [word, other] = [pick(draw, WORDS), pick(draw, WORDS)];
  const number = Math.floor(draw() * 2048);
  const id = `${word}${Math.floor(draw() * 1e6).toString(36)}`;
  return pick(draw, [
    () => `function ${id}(${a}){for(var _=0,$=${a}.length;_<$;++_)if(${a}[_]===${number})return _;return-1}`,
    () =>
      `const ${id}=(${a})=>null==${a}?"${word}":${a}.${word}||(${a}.${other}={key:"${other}",size:${number}},${a});`,
    () =>
      `class ${id}{constructor(${a}){this.${word}=${a}??{},this._${other}=new Map}get ${other}(){return this._${other}.get("${word}")}}`,
    () =>
      `function ${id}(${a}){switch(${a}&&${a}.type){case"${word}":return 1;case"${other}":return ${number};default:throw new TypeError("Unknown ${word}: "+${a})}}`,
    () => `var ${id}=/^(?:${word}|${other})[-_]?(\\d{1,${1 + (number % 9)}})$/i;`,
    () => `const ${id}=Object.freeze(["${word}","${other}","${word}-${other}",${number},!0,void 0]);`,
    () =>
      `async function ${id}(${a}){try{return await ${a}(${number})}catch(_){if("AbortError"!==_.name)throw _}}`,
    () =>
      `let ${id}=0;function _${id}(${a}){return ${id}=(${id}<<5)-${id}+(${a}.charCodeAt?${a}.charCodeAt(0):${number})|0}`,
    () =>
      `const ${id}=function(){var ${a}=[],${b === a ? '_' + b : b}=${number};return function(..._){return ${a}.push(..._),${a}.length>${number}&&${a}.shift(),${a}}}();`,
    () =>
      `function ${id}(){return Object.assign({},{${word}:"${other}",${other}:${number},["data-${word}"]:"${c}"})}`,
  ])();
}
