import { JS_POOL } from './honest/javascript';
import { drawn, seeded } from './seeded';

/** So many bytes of bundled modules, as a bundler writes them; the same for the same seed. */
export function bundle(seed: string, bytes: number): string {
  const key = `${seed} ${bytes}`;
  const known = made.get(key) ?? generated(seed, bytes);
  made.set(key, known);
  return known;
}

const made = new Map<string, string>();

function generated(seed: string, bytes: number): string {
  const next = seeded(seed);
  const modules: string[] = [];
  for (let size = 0, id = 100; size < bytes; id += 1 + Math.floor(next() * 7)) {
    const [one, other] = drawn(JS_POOL, 2, next);
    const salt = Math.floor(next() * 0xffffff).toString(36);
    const text = `${id}:function(e,t,r){"use strict";${flat(one!.code)};${flat(other!.code)};t.${one!.name}=${one!.name};t.v${salt}=${other!.name};t.id="${salt}"}`;
    modules.push(text);
    size += text.length + 2;
  }
  return `var __modules={${modules.join(',\n')}};var __cache={};function __load(e){var t=__cache[e];if(t)return t.exports;var r=__cache[e]={exports:{}};__modules[e].call(r.exports,r,r.exports,__load);return r.exports}\n`;
}

function flat(code: string): string {
  return code
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
}
