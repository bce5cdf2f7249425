import { closingParenthesis } from '../shell/split-commands';

/** GYP input format, "Command Expansions" and "actions". */
const EXPANSION = /[<>^]!@?(?=\()/g;
const ACTION = /['"]action['"]\s*:\s*\[([^\]]*)\]/g;
const MAX_COMMANDS = 200;
/** Characters of one command. */
const MAX_COMMAND = 20_000;

export interface GypCommands {
  texts: string[];
  actions: string[][];
}

/** The commands that configuring or building a .gyp or .gypi file runs. */
export function gypCommands(source: string): GypCommands {
  const text = withVariables(source.replace(/^\s*#.*$/gm, ''));
  const texts: string[] = [];
  for (const match of text.matchAll(EXPANSION)) {
    const open = match.index + match[0].length;
    if (texts.length >= MAX_COMMANDS) break;
    const rest = text.slice(open, open + MAX_COMMAND);
    texts.push(unquoted(rest.slice(1, closingParenthesis(rest, 0))));
  }
  const actions = [...text.matchAll(ACTION)]
    .slice(0, MAX_COMMANDS)
    .map((match) =>
      [...(match[1] ?? '').matchAll(/'([^']*)'|"([^"]*)"/g)].map((word) => word[1] ?? word[2] ?? ''),
    );
  return { texts, actions: actions.filter((words) => words.length > 0) };
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
  const inner = list
    ? [...(list[1] ?? '').matchAll(/'([^']*)'|"([^"]*)"/g)].map((word) => word[1] ?? word[2]).join(' ')
    : trimmed;
  return inner.replace(/\\(["'\\])/g, '$1');
}
