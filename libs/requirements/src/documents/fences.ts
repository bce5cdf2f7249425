/** A block of code in Markdown. */
export interface Fence {
  language: 'shell' | 'python' | 'javascript';
  text: string;
  /** Line of its first line of code. */
  line: number;
}

const LANGUAGES: readonly (readonly [pattern: RegExp, language: Fence['language']])[] = [
  [/^(?:bash|sh|shell|zsh|console|shell-session|terminal)$/i, 'shell'],
  [/^(?:python3?|py)$/i, 'python'],
  [/^(?:javascript|js|mjs|typescript|ts|jsx|tsx)$/i, 'javascript'],
];

/** Fenced code blocks by CommonMark 4.5 whose info string says a language that we read. */
export function fencesOf(text: string): Fence[] {
  const fences: Fence[] = [];
  let open:
    | {
        marker: string;
        indent: number;
        language: Fence['language'] | undefined;
        line: number;
        lines: string[];
      }
    | undefined;
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    const match = /^(\s*(?:>\s?)?)(`{3,}|~{3,})\s*\{?\.?([^\s`{},]*)?.*$/.exec(line);
    if (open === undefined) {
      if (match === null) return;
      const info = match[3] ?? '';
      open = {
        marker: match[2] as string,
        indent: (match[1] as string).length,
        language: LANGUAGES.find(([pattern]) => pattern.test(info))?.[1],
        line: index + 2,
        lines: [],
      };
      return;
    }
    const closes = new RegExp(
      `^\\s*(?:>\\s?)?${open.marker[0] === '`' ? '`' : '~'}{${open.marker.length},}\\s*$`,
    ).test(line);
    if (!closes) {
      open.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
      return;
    }
    if (open.language !== undefined)
      fences.push({ language: open.language, text: open.lines.join('\n'), line: open.line });
    open = undefined;
  });
  return fences;
}

/** Without the prompts of a session. */
export function withoutPrompts(text: string): string {
  return text.replace(/^[ \t]*[$>%][ \t]+/gm, '');
}
