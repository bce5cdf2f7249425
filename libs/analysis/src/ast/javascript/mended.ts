import type { Gap } from '../../facts/signal';

/**
 * Characters that are parsed, all attempts together, and that show their errors: a small file of Flow has hundreds of types,
 * a large one is given up. A thousand errors of 8 KB of text take longer to be shown than the text to be parsed.
 */
const MAX_PARSED = 6 * 1024 * 1024;
const MAX_PLACES = 1_000;
/** Of a place that is left out. */
const MAX_PLACE = 20_000;
const OPENS = /[([{<]/;
const CLOSES = /[)\]}>]/;

/** A line that says something of types only. */
const DECLARES_TYPES = /^[ \t]*(?:(?:import|export)[ \t]+)?(?:type|typeof|opaque|declare|interface)\b/;

/** Where the first thing stands that was not understood. */
export interface Fault {
  readonly start: number;
  readonly end: number;
}
/** `shown`: characters that the parser made to show all its errors with. */
type Attempt<Root> = (text: string) => { root: Root } | { fault: Fault | undefined; shown: number };

/**
 * Parses what a parser gives up on, with each place that it does not understand left out: the type after a colon, as Flow
 * writes it, or else the rest of its line. Blanks stand instead, so that every other thing stays where it is.
 */
export function mended<Root>(
  text: string,
  attempt: Attempt<Root>,
): { root: Root; text: string; leftOut: number } | undefined {
  let changed = text;
  let left = MAX_PARSED;
  for (let leftOut = 0; leftOut < MAX_PLACES && (left -= text.length) > 0; leftOut += 1) {
    const given = attempt(changed);
    if ('root' in given) return { root: given.root, text: changed, leftOut };
    left -= given.shown;
    const place = placeAt(changed, given.fault);
    if (place === undefined) return undefined;
    const [start, end] = place;
    changed =
      changed.slice(0, start) + changed.slice(start, end).replace(/[^\r\n]/g, ' ') + changed.slice(end);
  }
  return undefined;
}

/** What to leave out; undefined where nothing is left there. */
function placeAt(text: string, fault: Fault | undefined): [number, number] | undefined {
  if (fault === undefined) return undefined;
  let start = Math.min(fault.start, text.length - 1);
  // A function whose type is taken for a missing body.
  const after = /^\s*:/.exec(text.slice(fault.end, fault.end + 20))?.[0].length;
  if (after !== undefined && fault.end > fault.start + 1) start = fault.end + after - 1;
  // At a line's end or the text's, what is missing was begun before.
  while (start > 0 && /\s/.test(text[start] as string)) start -= 1;
  if (start < 0 || /\s/.test(text[start] as string)) return undefined;
  if (text[start] === ':' || text[start] === '?') return [start, typeEnd(text, start + 1)];
  if (text[start] === '<') return [start, closed(text, start)];
  const begin = text.lastIndexOf('\n', start) + 1;
  if (DECLARES_TYPES.test(text.slice(begin, Math.min(start + 10, begin + 200)))) start = begin;
  const line = text.indexOf('\n', start);
  return [start, Math.min(line === -1 ? text.length : line, start + MAX_PLACE)];
}

/** Behind a type: where what is around it goes on. */
function typeEnd(text: string, from: number): number {
  let depth = 0;
  const last = Math.min(text.length, from + MAX_PLACE);
  for (let at = from; at < last; at += 1) {
    const char = text[at] as string;
    const isArrow = char === '=' && text[at + 1] === '>';
    if (isArrow) at += 1;
    else if (
      depth === 0 &&
      (/[),;=\n\]]/.test(char) || (char === '{' && hasBegun(text, from, at)) || char === '}')
    )
      return at;
    else if (OPENS.test(char)) depth += 1;
    else if (CLOSES.test(char)) depth -= 1;
  }
  return last;
}

/** Behind the angle bracket that closes this one, or behind this one where none does. */
function closed(text: string, from: number): number {
  let depth = 0;
  const last = Math.min(text.length, from + MAX_PLACE);
  for (let at = from; at < last; at += 1) {
    if (text[at] === '<') depth += 1;
    else if (text[at] === '>' && text[at - 1] !== '=' && --depth === 0) return at + 1;
  }
  return from + 1;
}

/** `): number {` begins a body; `: {` an object's type. */
function hasBegun(text: string, from: number, at: number): boolean {
  return /[\w>\])}]\s*$/.test(text.slice(from, at).slice(-200));
}

export function leftOut(places: number, file: string): Gap[] {
  const what = `${places} places in it could not be parsed, and were left out`;
  return places === 0 ? [] : [{ kind: 'unparsable', what, file }];
}
