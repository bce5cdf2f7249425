import type { Language, Seeds } from './seeds';

type Chance = () => number;
type Mutation = (text: string, next: Chance, seeds: Seeds, language: Language) => string;

const TOKEN = /\w+|\s+|[^\w\s]/gu;
const ODD = [
  '\u0000',
  '\ufeff',
  '\u2028',
  '\u202e',
  '\ud800',
  '\u{e0101}',
  '\ufe0f',
  '\u200b',
  '\u0301',
  '\f',
  '\v',
  '\r',
  '\u00a0',
  '\u{1d4d0}',
  'ﬁ',
  '\\u{110000}',
  '\\x',
  '<!--',
  '-->',
  '#!',
  '`${',
  '*/',
  '/*',
  "'''",
  '"""',
  '\\\n',
  '\t \t',
];
const NESTS = [
  ['[', ']'],
  ['(', ')'],
  ['{', '}'],
  ['{"a":', '}'],
  ['`${', '}`'],
  ['a=>', ''],
  ['if(a)', ''],
  ['!', ''],
  ['a?b:', ''],
  ['lambda:', ''],
  ['(class{a=', '})'],
  ['if a:\n', ''],
  ['$(', ')'],
  ['<!(', ')'],
  ['new ', ''],
  ['a.b(', ')'],
  ['<a>', '</a>'],
  ['not ', ''],
  ['a+', 'b'],
  ['[x for x in ', ']'],
  ['f"{', '}"'],
  ['async()=>await ', ''],
  ['else if(a){}', ''],
  ['"$(', ')"'],
] as const;
/** How deep, and how long: a few are far beyond what any author would write. */
const SIZES = [3, 30, 300, 3_000, 20_000];

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'flips bytes'(text, next) {
    const bytes = Buffer.from(text);
    for (let count = 1 + draw(12, next); count > 0 && bytes.length > 0; count--) {
      const at = draw(bytes.length, next);
      bytes[at] = (bytes[at] as number) ^ (1 << draw(8, next));
    }
    return bytes.toString('latin1');
  },
  'leaves out tokens': (text, next) => edited(text, next, () => ''),
  'doubles tokens': (text, next) => edited(text, next, (token) => token + token),
  'swaps tokens'(text, next) {
    const tokens = text.match(TOKEN) ?? [];
    for (let count = 1 + draw(6, next); count > 0 && tokens.length > 0; count--) {
      const [one, other] = [draw(tokens.length, next), draw(tokens.length, next)];
      [tokens[one], tokens[other]] = [tokens[other] as string, tokens[one] as string];
    }
    return tokens.join('');
  },
  'repeats a token many times': (text, next) =>
    edited(text, next, (token) => token.repeat(Math.min(pick(SIZES, next), 200_000 / token.length)), 1),
  splices(text, next, seeds, language) {
    const other = pick(seeds[language], next);
    return text.slice(0, draw(text.length, next)) + other.slice(draw(other.length, next));
  },
  'mixes languages'(text, next, seeds) {
    const language = pick(Object.keys(seeds) as Language[], next);
    const at = draw(text.length, next);
    return text.slice(0, at) + pick(seeds[language], next).slice(0, 2_000) + text.slice(at);
  },
  nests(text, next) {
    const [open, close] = pick(NESTS, next);
    const times = pick(SIZES, next);
    const at = draw(text.length, next);
    const closed = next() < 0.7 ? close.repeat(times) : '';
    return (
      text.slice(0, at) +
      open.repeat(times) +
      pick(['1', '', text.slice(at, at + 40)], next) +
      closed +
      text.slice(at)
    );
  },
  'puts in a huge literal'(text, next) {
    const body = pick(['a', '\\x61', '0', 'é', ' ', '${a}', "\\'", 'QUJD'], next).repeat(pick(SIZES, next));
    const [open, close] = pick(
      [
        ['"', '"'],
        ["'", "'"],
        ['`', '`'],
        ['"""', '"""'],
        ['0x', ''],
        ['/', '/'],
        ['//', '\n'],
        ['/*', '*/'],
      ],
      next,
    );
    const at = draw(text.length, next);
    return `${text.slice(0, at)}${open}${body}${close}${text.slice(at)}`;
  },
  'cuts off': (text, next) => text.slice(0, draw(text.length, next)),
  'puts in odd characters': (text, next) => edited(text, next, (token) => token + pick(ODD, next)),
  'writes it in UTF-16': (text) =>
    Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(text, 'utf16le')]).toString('latin1'),
  'puts all on one line': (text) => text.replace(/\s*\n\s*/g, ' '),
  'repeats itself': (text, next) => text.repeat(2 + draw(10, next)),
};

export interface Mutant {
  language: Language;
  how: readonly string[];
  text: string;
}

/** One to three mutations of one seed, as chance has it. */
export function mutant(seeds: Seeds, next: Chance): Mutant {
  const language = pick(Object.keys(seeds) as Language[], next);
  const how = Array.from({ length: 1 + draw(3, next) }, () => pick(Object.keys(MUTATIONS), next));
  let text = pick(seeds[language], next);
  for (const name of how) text = (MUTATIONS[name] as Mutation)(text, next, seeds, language).slice(0, 300_000);
  return { language, how, text };
}

function edited(text: string, next: Chance, change: (token: string) => string, most = 6): string {
  const tokens = text.match(TOKEN) ?? [];
  for (let count = 1 + draw(most, next); count > 0 && tokens.length > 0; count--) {
    const at = draw(tokens.length, next);
    tokens[at] = change(tokens[at] as string);
  }
  return tokens.join('');
}

function draw(below: number, next: Chance): number {
  return Math.floor(next() * below);
}

function pick<T>(all: readonly T[], next: Chance): T {
  return all[draw(all.length, next)] as T;
}
