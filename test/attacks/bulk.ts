import { JS_POOL } from './honest/javascript';
import { drawn, seeded } from './seeded';

// Looked up once: in a test, a global is behind a proxy, and these are called a million times.
const { floor } = Math;

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
  for (let size = 0, id = 100; size < bytes; id += 1 + floor(next() * 7)) {
    const [one, other] = drawn(JS_POOL, 2, next);
    const code = [one!, other!].map((piece) => flat(piece.code)).join(';');
    const text = `${id}:function(e,t,r){"use strict";${code};t.${one!.name}=${one!.name};t.${word(next)}=${other!.name};t.messages={${messages(next)}}}`;
    modules.push(text);
    size += text.length + 2;
  }
  return `var __modules={${modules.join(',\n')}};var __cache={};function __load(e){var t=__cache[e];if(t)return t.exports;var r=__cache[e]={exports:{}};__modules[e].call(r.exports,r,r.exports,__load);return r.exports}\n`;
}

/** Tables of texts, as bundles of many languages have them, so that it packs no better than real ones do. */
function messages(next: () => number): string {
  const texts = Array.from({ length: 14 }, (_, at) => {
    const words = Array.from({ length: 4 + floor(next() * 12) }, () => word(next));
    return `${words[0]}${at}:"${words.join(' ')}."`;
  });
  return texts.join(',');
}

const SYLLABLES =
  'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru sta tre pli sno qua ent ing ber ton'.split(
    ' ',
  );

function word(next: () => number): string {
  let text = '';
  for (let left = 2 + floor(next() * 3); left > 0; left -= 1)
    text += SYLLABLES[floor(next() * SYLLABLES.length)];
  return text;
}

function flat(code: string): string {
  return code
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
}
