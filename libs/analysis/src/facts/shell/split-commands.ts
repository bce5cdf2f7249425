/** One simple command and how the next one hangs on it. */
export interface SimpleCommand {
  readonly words: readonly string[];
  /** The output goes into the next command. */
  readonly isPiped: boolean;
}

interface State {
  commands: SimpleCommand[];
  words: string[];
  word: string;
  isWord: boolean;
}

/** Longest text that is split at once; longer ones are split in parts, at the end of a line or a command. */
const MAX_LENGTH = 64 * 1024;
/** Of one text; what is longer is no script that anybody wrote. */
const MAX_PARTS = 16;
/** Substitutions within substitutions that are looked into. */
const MAX_DEPTH = 20;

/**
 * Splits POSIX shell text (and the like of cmd.exe) into simple commands at `&&`, `||`, `;`, `|`, `&` and newlines,
 * honouring quotes and backslashes. What stands in `$(…)` or backticks is returned as commands of its own, first.
 */
export function splitCommands(text: string, depth = 0): SimpleCommand[] {
  if (text.length > MAX_LENGTH) return partsOf(text).flatMap((part) => splitCommands(part, depth));
  const source = text;
  const state: State = { commands: [], words: [], word: '', isWord: false };
  for (let at = 0; at < source.length;) at = step(source, at, state);
  endCommand(state, false);
  if (depth >= MAX_DEPTH) return state.commands;
  return [...substitutions(source).flatMap((inner) => splitCommands(inner, depth + 1)), ...state.commands];
}

/** Why not all of a text is split, or undefined. */
export function unsplit(text: string): string | undefined {
  if (text.length > MAX_LENGTH * MAX_PARTS) return `${text.length} characters of shell`;
  let depth = 0;
  for (let at = text.indexOf('$('); at !== -1; at = text.indexOf('$(', at + 1)) {
    depth = text.slice(Math.max(0, at - 200), at).includes(')') ? 0 : depth + 1;
    if (depth > MAX_DEPTH) return 'substitutions within substitutions';
  }
  return undefined;
}

function partsOf(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length && parts.length < MAX_PARTS;) {
    const most = text.slice(at, at + MAX_LENGTH);
    const cut = at + MAX_LENGTH >= text.length ? -1 : Math.max(most.lastIndexOf('\n'), most.lastIndexOf(';'));
    const part = cut > 0 ? most.slice(0, cut + 1) : most;
    parts.push(part);
    at += part.length;
  }
  return parts;
}

function step(source: string, at: number, state: State): number {
  const char = source[at] as string;
  if (char === "'" || char === '"') return takeQuoted(source, at, state);
  if (char === '\\' && at + 1 < source.length) return append(state, source[at + 1] as string, at + 2);
  if (char === '$' && source[at + 1] === '(')
    return takeWhole(source, at, closingParenthesis(source, at + 1), state);
  if (char === '`') return takeWhole(source, at, closingQuote(source, at), state);
  if (char === '#' && !state.isWord) return endOfLine(source, at);
  if (/[ \t\r]/.test(char)) return endWord(state, at + 1);
  if (char === '&' && (source[at - 1] === '>' || source[at + 1] === '>')) return append(state, char, at + 1);
  if (/[;&|\n(){}]/.test(char) && !isBraceInWord(source, at, state)) {
    const isDouble = source[at + 1] === char && /[&|;]/.test(char);
    endCommand(state, char === '|' && !isDouble);
    return at + (isDouble ? 2 : 1);
  }
  return append(state, char, at + 1);
}

/** Braces and parentheses end a command only where they stand alone, as a group; `${x}` and `$(x)` are parts of a word. */
function isBraceInWord(source: string, at: number, state: State): boolean {
  return (
    /[(){}]/.test(source[at] as string) && (state.isWord || source[at - 1] === '$' || source[at + 1] === '}')
  );
}

function takeQuoted(source: string, at: number, state: State): number {
  const quote = source[at] as string;
  let next = at + 1;
  state.isWord = true;
  while (next < source.length && source[next] !== quote) {
    if (quote === '"' && source[next] === '\\' && /["\\$`]/.test(source[next + 1] ?? '')) next += 1;
    state.word += source[next];
    next += 1;
  }
  return next + 1;
}

/** A substitution stays one part of its word; what is in it is read apart. */
function takeWhole(source: string, at: number, end: number, state: State): number {
  return append(state, source.slice(at, end + 1), end + 1);
}

function closingQuote(source: string, at: number): number {
  const end = source.indexOf('`', at + 1);
  return end === -1 ? source.length : end;
}

function append(state: State, text: string, next: number): number {
  state.word += text;
  state.isWord = true;
  return next;
}

function endWord(state: State, next: number): number {
  if (state.isWord) state.words.push(state.word);
  state.word = '';
  state.isWord = false;
  return next;
}

function endCommand(state: State, isPiped: boolean): void {
  endWord(state, 0);
  if (state.words.length > 0) state.commands.push({ words: state.words, isPiped });
  state.words = [];
}

function endOfLine(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end === -1 ? source.length : end;
}

/** The insides of `$(…)` and backticks, outermost only; nested ones are found when those are split. */
function substitutions(source: string): string[] {
  const found = [...source.matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? '');
  for (let start = source.indexOf('$('); start !== -1; start = source.indexOf('$(', start + 2)) {
    const end = closingParenthesis(source, start + 1);
    found.push(source.slice(start + 2, end));
    start = end;
  }
  return found.filter((inner) => inner.trim() !== '' && inner.length < source.length);
}

/** Index of the parenthesis that closes the one at `open`, or the end of the text. */
export function closingParenthesis(source: string, open: number): number {
  let depth = 0;
  for (let at = open; at < source.length; at++) {
    if (source[at] === '(') depth += 1;
    if (source[at] === ')' && --depth === 0) return at;
  }
  return source.length;
}
