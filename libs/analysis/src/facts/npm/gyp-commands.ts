import { closingParenthesis } from '../shell/split-commands';
import { withoutEscapes } from '../source-text';

/** GYP input format, "Command Expansions" and "actions". */
const EXPANSION = /[<>^]!@?(?=\()/g;
const TEXT = /'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"/g;
const ACTION = /['"]action['"]\s*:\s*\[((?:'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|[^\]'"])*)\]/g;
/** A gyp file is one value of Python, and may be any expression: texts, what stands between them, and comments. */
const PART = /'((?:[^'\\\n]|\\[^])*)'|"((?:[^"\\\n]|\\[^])*)"|#.*|[^'"#]+|['"]/g;
/** What stands between texts where it is only data. */
const PLAIN = /^(?:[\s{}[\],:()\d.-]|\b(?:True|False|None)\b)*$/;
const MAX_COMMANDS = 200;
/** Characters of one command. */
const MAX_COMMAND = 20_000;

export interface GypCommands {
  texts: string[];
  actions: string[][];
  /** Why there may be others. */
  unread: string[];
}

/** The commands that configuring or building a .gyp or .gypi file runs. */
export function gypCommands(source: string): GypCommands {
  const { text: plain, isPlain } = joined(source);
  const text = withVariables(plain);
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
  const actions = found.first.map((match) => wordsOf(match[1] ?? ''));
  const count = Math.max(expansions.count, found.count);
  const unread = [
    ...(isPlain ? [] : ['its texts are put together in code']),
    ...(count > MAX_COMMANDS ? [`it has ${count} commands`] : []),
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
  for (const [part, single, double] of source.matchAll(PART)) {
    if (part.startsWith('#')) continue;
    const content = single ?? double;
    if (content === undefined) {
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
function withVariables(text: string): string {
  const variables = new Map(
    [...text.matchAll(/['"]([\w-]+)%?['"]\s*:\s*['"]([^'"<>]*)['"]/g)].map((match) => [
      match[1],
      match[2] ?? '',
    ]),
  );
  return text.replace(/[<>]\((\w+)\)/g, (whole, name: string) => variables.get(name) ?? whole);
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
