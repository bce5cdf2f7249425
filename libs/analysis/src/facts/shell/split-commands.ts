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

export interface SplitText {
  commands: SimpleCommand[];
  /** Why not all of the text is split. */
  unsplit?: string;
}

/**
 * Splits POSIX shell text (and the like of cmd.exe) into simple commands at `&&`, `||`, `;`, `|`, `&` and newlines,
 * honouring quotes and backslashes. What stands in `$(…)` or backticks is returned as commands of its own, first.
 */
export function splitCommands(text: string): SplitText {
  const parts = partsOf(text);
  const split: SplitText = { commands: [] };
  if (parts.reduce((length, part) => length + part.length, 0) < text.length)
    split.unsplit = `${text.length} characters of shell`;
  for (const part of parts) split.commands.push(...within(part, 0, split));
  return split;
}

function within(source: string, depth: number, split: SplitText): SimpleCommand[] {
  const state: State = { commands: [], words: [], word: '', isWord: false };
  for (let at = 0; at < source.length;) at = step(source, at, state);
  endCommand(state, false);
  const inner = substitutions(source);
  if (depth < MAX_DEPTH)
    return [...inner.flatMap((each) => within(each, depth + 1, split)), ...state.commands];
  if (inner.length > 0) split.unsplit ??= 'substitutions within substitutions';
  return state.commands;
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
