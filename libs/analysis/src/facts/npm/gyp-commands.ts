import { closingParenthesis } from '../shell/split-commands';
import { withoutEscapes } from '../source-text';

/** GYP input format, "Command Expansions" and "actions". */
const EXPANSION = /[<>^]!@?(?=\()/g;
const TEXT = /'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"/g;
const ACTION = /['"]action['"]\s*:\s*\[/g;
/** What stands in a list, and the bracket that ends it. */
const LIST = /^((?:'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|[^\]'"])*)\]/;
/** A gyp file is one value of Python, and may be any expression: texts, what stands between them, and comments. */
const PART = /'((?:[^'\\\n]|\\[^])*)'|"((?:[^"\\\n]|\\[^])*)"|#.*|[^'"#]+|['"]/g;
/** What stands between texts where it is only data. */
const PLAIN = /^(?:[\s{}[\],:()\d.-]|\b(?:True|False|None)\b)*$/;
const MAX_COMMANDS = 200;
/** Characters of one command. */
const MAX_COMMAND = 20_000;
/** Characters that are looked through for the ends of texts that have none. */
const MAX_IN_VAIN = 20_000_000;
/** Characters that variables put in, all together. */
const MAX_PUT_IN = 4_000_000;

export interface GypCommands {
  texts: string[];
  actions: string[][];
  /** Why there may be others. */
  unread: string[];
}

/** The commands that configuring or building a .gyp or .gypi file runs. */
export function gypCommands(source: string): GypCommands {
  const { text: plain, isPlain } = joined(source);
  const { text, isWhole } = withVariables(plain);
  const texts: string[] = [];
  const expansions = firstOf(text, EXPANSION);
  let isCut = false;
  for (const match of expansions.first) {
    const open = match.index + match[0].length;
    const rest = text.slice(open, open + MAX_COMMAND);
    const end = closingParenthesis(rest, 0);
    isCut ||= end === rest.length && rest.length === MAX_COMMAND;
    texts.push(unquoted(rest.slice(1, end)));
  }
  const found = firstOf(text, ACTION);
  const actions = found.first.map(({ index, 0: { length } }) => {
    const rest = text.slice(index + length, index + length + MAX_COMMAND);
    const list = LIST.exec(rest)?.[1];
    isCut ||= list === undefined && rest.length === MAX_COMMAND;
    return wordsOf(list ?? '');
  });
  const count = Math.max(expansions.count, found.count);
  const unread = [
    ...(isPlain ? [] : ['its texts are put together in code']),
    ...(count > MAX_COMMANDS ? [`it has ${count} commands`] : []),
    ...(isWhole ? [] : [`its variables give more than ${MAX_PUT_IN} characters`]),
    ...(isCut ? [`it has a command of more than ${MAX_COMMAND} characters`] : []),
  ];
  return { texts, actions: actions.filter((words) => words.length > 0), unread };
}

/** As many as are read, and how many there are: of a hostile file all would not fit into memory. */
function firstOf(text: string, pattern: RegExp): { first: RegExpExecArray[]; count: number } {
  const first: RegExpExecArray[] = [];
  let count = 0;
  for (const match of text.matchAll(pattern)) {
    count += 1;
    if (count <= MAX_COMMANDS) first.push(match);
  }
  return { first, count };
}

/** Without comments and escapes; texts that stand behind each other are one, as Python takes them. */
function joined(source: string): { text: string; isPlain: boolean } {
  const parts: string[] = [];
  let isPlain = true;
  let isText = false;
  let patience = MAX_IN_VAIN;
  for (const { 0: part, 1: single, 2: double, index } of source.matchAll(PART)) {
    if (part.startsWith('#')) continue;
    const content = single ?? double;
    if (content === undefined) {
      // The quote of a text without an end: no plain value has one.
      if (/['"]/.test(part)) patience -= source.length - index;
      if (patience < 0) break;
      isPlain &&= PLAIN.test(part);
      if (isText && part.trim() === '') continue;
      isText = false;
      parts.push(part);
      continue;
    }
    const quote = isText ? (parts.pop() as string) : (part[0] as string);
    const written = content
      .replaceAll(`\\${part[0] as string}`, part[0] as string)
      .replaceAll(quote, `\\${quote}`);
    parts.push(...(isText ? [] : [quote]), withoutEscapes(written), quote);
    isText = true;
  }
  return { text: parts.join(''), isPlain };
}

/** `<(name)` stands for a variable; the ones that are set to plain text in the same file are put in. */
function withVariables(text: string): { text: string; isWhole: boolean } {
  const variables = new Map(
    [...text.matchAll(/['"]([\w-]+)%?['"]\s*:\s*['"]([^'"<>]*)['"]/g)].map((match) => [
      match[1],
      match[2] ?? '',
    ]),
  );
  let left = MAX_PUT_IN;
  const put = text.replace(/[<>]\((\w+)\)/g, (whole, name: string) => {
    const value = variables.get(name);
    if (value === undefined) return whole;
    left -= value.length;
    return left < 0 ? whole : value;
  });
  return { text: put, isWhole: left >= 0 };
}

/** Inside a quoted gyp string the quotes of the command are escaped. */
function unquoted(text: string): string {
  const trimmed = text.trim();
  const list = /^\[([\s\S]*)\]$/.exec(trimmed);
  return list ? wordsOf(list[1] ?? '').join(' ') : withoutBackslashes(trimmed);
}

/** The texts of a list. */
function wordsOf(list: string): string[] {
  return [...list.matchAll(TEXT)].map(([, single, double]) => withoutBackslashes(single ?? double ?? ''));
}

function withoutBackslashes(text: string): string {
  return text.replace(/\\(["'\\])/g, '$1');
}
