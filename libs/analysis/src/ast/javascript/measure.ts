/** What parsing a text would cost, told without parsing it. */
export interface Measure {
  /** Nodes of its syntax tree, estimated from above. */
  nodes: number;
  /** The deepest that the parser would call itself, KiB of stack, estimated from above. */
  stackKib: number;
  /** Escapes that are none: an error of the parser each, which shows the whole line that it stands in. */
  badEscapes: number;
  /** Characters of the longest line, broken where it can be. */
  longestLine: number;
  /** Places in very long lines where a line's end changes nothing. */
  breaks: readonly number[];
}

/**
 * Parsers of the stack-eating kind end the process when it is full (8 MiB on Linux), and no `catch` sees that.
 * Measured on oxc 0.154: 3.6 KiB for each class or object in another, 1.5 for each bracket, 0.8 for each arrow, less for
 * every other operator. Half the stack is left for what was estimated too low.
 */
export const MAX_STACK_KIB = 4_096;
/** About 0.3 KiB of memory each, with what is found out about them. 1.5 MB of minified code stay below. */
export const MAX_NODES = 700_000;

/** A line beyond this is broken, into pieces of about the other: what the parser shows of each error is a line. */
const LONG_LINE = 10_000;
const PIECE = 500;
const LINE_ENDS = /[\n\r\u2028\u2029]/g;
const BAD_ESCAPE = /^\\(?:x(?![0-9a-f]{2})|u(?!(?:[0-9a-f]{4}|\{0*(?:10|[0-9a-f])?[0-9a-f]{1,4}\})))/i;

const MAX_IN_VAIN = 4_000_000;

const BRACKET_KIB = 4;
const OPERATOR_KIB = 0.9;
/** `a+a+a` and `!!!a`: the long rows that generated code has. */
const SHORT_KIB = 0.25;
const POSTFIX_KIB = 0.1;

const WORD = /[\p{L}\p{Nl}\p{Mn}\p{Nd}_$]+/uy;
/** After these an expression begins, so that a slash begins a pattern. */
const BEFORE_EXPRESSION =
  /^(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield|instanceof)$/;
/** Words that hold another statement or expression inside, without a bracket. */
const NESTS =
  /^(?:if|for|while|do|else|with|typeof|void|delete|new|await|yield|async|in|of|instanceof|extends|as|satisfies|keyof|infer|case)$/;
/** What may go on after a closing brace without beginning a statement. */
const GOES_ON = /^(?:else|catch|finally|while|in|of|instanceof|extends|as|satisfies|from)$/;
const CONDITION = /^(?:if|while|for|with)$/;

interface Level {
  kind: '(' | '[' | '{' | '`';
  /** KiB of the statement or element that is being read. */
  chain: number;
  /** The same of the one before: an `else` makes it part of this one. */
  before: number;
  /** `if (…)`: what follows the bracket is a statement. */
  isCondition: boolean;
}

/** @param hasMarkup whether `<a>` nests: JSX, and types */
export function measureJavascript(text: string, hasMarkup: boolean): Measure {
  const levels: Level[] = [level('{', false)];
  let top = levels[0] as Level;
  let nodes = 0;
  let held = 0;
  let stackKib = 0;
  let markup = 0;
  let at = 0;
  let badEscapes = 0;
  let patience = MAX_IN_VAIN;
  const lines = new Lines(text);
  /** The last word or character that counts; `a` stands for any operand. */
  let last = ';';

  const grow = (kib: number): void => {
    top.chain += kib;
    stackKib = Math.max(stackKib, held + top.chain + markup * BRACKET_KIB);
  };
  const statementEnds = (): void => {
    top.before = top.chain;
    top.chain = 0;
  };
  const open = (kind: Level['kind']): void => {
    grow(BRACKET_KIB);
    held += top.chain;
    levels.push(level(kind, kind === '(' && CONDITION.test(last)));
    top = levels.at(-1) as Level;
    nodes += 1;
    last = '(';
  };
  const close = (isBrace: boolean): void => {
    if (levels.length === 1) return;
    const closed = levels.pop() as Level;
    top = levels.at(-1) as Level;
    held -= top.chain;
    // `a()()()` and `a[0][0]` are in one another too, from left to right.
    top.chain -= BRACKET_KIB - POSTFIX_KIB;
    last = isBrace ? '}' : closed.isCondition ? ';' : 'a';
  };
  /** Each slash could begin one that never ends: what was looked through for nothing is bounded. */
  const pattern = (): number | undefined => {
    const end = patience > 0 ? patternEnd(text, at) : undefined;
    if (end === undefined) patience -= lineEnd(text, at) - at;
    return end;
  };
  const word = (): void => {
    WORD.lastIndex = at;
    const found = WORD.exec(text)?.[0];
    if (found === undefined) {
      // The parser takes what follows a backslash for a part of a name, a quote too.
      const isEscape = text[at] === '\\';
      if (isEscape && (text[at + 1] !== 'u' || badEscapesIn(text, at, at + 12) > 0)) badEscapes += 1;
      at += isEscape ? 2 : 1;
      return;
    }
    if (last === '}' && !GOES_ON.test(found)) statementEnds();
    if (found === 'else') top.chain = Math.max(top.chain, top.before);
    at += found.length;
    nodes += 1;
    if (NESTS.test(found)) grow(OPERATOR_KIB);
    last = BEFORE_EXPRESSION.test(found) || CONDITION.test(found) ? found : 'a';
  };

  while (at < text.length) {
    if (top.kind === '`') {
      const end = templateText(text, at);
      badEscapes += badEscapesIn(text, at, end);
      at = end + 1;
      if (text[end] === '$') {
        at += 1;
        open('{');
      } else {
        close(false);
      }
      continue;
    }
    const char = text[at] as string;
    switch (char) {
      case ' ':
      case '\n':
      case '\t':
      case '\r':
        at += 1;
        break;
      case '"':
      case "'": {
        const end = stringEnd(text, at, char);
        badEscapes += badEscapesIn(text, at, end);
        at = end;
        nodes += 1;
        last = 'a';
        break;
      }
      case '`':
        at += 1;
        open('`');
        break;
      case '(':
      case '[':
      case '{':
        at += 1;
        lines.mayEnd(at);
        open(char);
        break;
      case ')':
      case ']':
        at += 1;
        close(false);
        break;
      case '}':
        at += 1;
        close(true);
        break;
      case ',':
      case ';':
        at += 1;
        lines.mayEnd(at);
        nodes += 1;
        statementEnds();
        last = char;
        break;
      case '/': {
        const end = commentEnd(text, at) ?? (isOperand(last) ? undefined : pattern());
        if (end === undefined) {
          nodes += 1;
          grow(SHORT_KIB);
          last = '/';
        } else if (text[at + 1] !== '/' && text[at + 1] !== '*') {
          nodes += 1;
          last = 'a';
        }
        at = end ?? at + 1;
        break;
      }
      case '<':
        if (hasMarkup) markup = text[at + 1] === '/' ? Math.max(0, markup - 2) : markup + 1;
        nodes += 1;
        grow(SHORT_KIB);
        at += 1;
        last = '<';
        break;
      case '>':
        if (hasMarkup && text[at - 1] === '/') markup = Math.max(0, markup - 1);
        grow(text[at - 1] === '=' ? OPERATOR_KIB : SHORT_KIB);
        at += 1;
        last = '>';
        break;
      case '=':
      case '?':
      case ':':
      case '.':
        nodes += 1;
        grow(char === '.' ? OPERATOR_KIB / 2 : OPERATOR_KIB);
        at += 1;
        last = char;
        break;
      case '+':
      case '-':
      case '*':
      case '!':
      case '~':
      case '&':
      case '|':
      case '^':
      case '%':
      case '@':
      case '#':
        nodes += 1;
        grow(SHORT_KIB);
        at += 1;
        last = char;
        break;
      default:
        word();
    }
  }
  return { nodes, stackKib, badEscapes, ...lines.found() };
}

/** Finds where very long lines may be broken. */
class Lines {
  private readonly breaks: number[] = [];
  private readonly isLong: boolean;

  constructor(private readonly text: string) {
    this.isLong = longestLine(text, []) > LONG_LINE;
  }

  /** Behind what a statement or an expression goes on after, on the next line as well. */
  mayEnd(at: number): void {
    if (this.isLong && at - (this.breaks.at(-1) ?? 0) >= PIECE) this.breaks.push(at);
  }

  found(): Pick<Measure, 'breaks' | 'longestLine'> {
    return { breaks: this.breaks, longestLine: longestLine(this.text, this.breaks) };
  }
}

function longestLine(text: string, breaks: readonly number[]): number {
  let longest = 0;
  let start = 0;
  let next = 0;
  while (start <= text.length) {
    while ((breaks[next] ?? Infinity) <= start) next += 1;
    const line = text.indexOf('\n', start);
    const end = Math.min(line === -1 ? text.length : line + 1, breaks[next] ?? Infinity);
    longest = Math.max(longest, end - start);
    if (end === start) break;
    start = end;
  }
  return longest;
}

function badEscapesIn(text: string, start: number, end: number): number {
  let bad = 0;
  const part = text.slice(start, end);
  for (let at = part.indexOf('\\'); at !== -1; at = part.indexOf('\\', at + 2))
    if (BAD_ESCAPE.test(part.slice(at, at + 12))) bad += 1;
  return bad;
}

function level(kind: Level['kind'], isCondition: boolean): Level {
  return { kind, chain: 0, before: 0, isCondition };
}

function isOperand(last: string): boolean {
  return last === 'a';
}

/** Behind a comment that begins here, or undefined. */
function commentEnd(text: string, at: number): number | undefined {
  const next = text[at + 1];
  if (next !== '/' && next !== '*') return undefined;
  if (next === '/') return Math.min(lineEnd(text, at) + 1, text.length);
  const end = text.indexOf('*/', at + 2);
  return end === -1 ? text.length : end + 2;
}

/** Behind the string that begins here; a line's end ends it too, as a parser would then refuse it. */
function stringEnd(text: string, at: number, quote: string): number {
  for (let end = at + 1; end < text.length; end++) {
    const char = text[end];
    if (char === '\\') end += 1;
    else if (char === quote || char === '\n' || char === '\r') return end + 1;
  }
  return text.length;
}

/** Where the text of a template ends: at its backtick, or at the `$` of `${`. */
function templateText(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    const char = text[end];
    if (char === '\\') end += 1;
    else if (char === '`' || (char === '$' && text[end + 1] === '{')) return end;
  }
  return text.length;
}

/** Comments end at the others too (ECMA-262, 12.3): what stands behind one is code. */
function lineEnd(text: string, at: number): number {
  LINE_ENDS.lastIndex = at;
  return LINE_ENDS.exec(text)?.index ?? text.length;
}

/** Behind the regular expression that begins here; undefined where its line ends before it does. */
function patternEnd(text: string, at: number): number | undefined {
  let isInClass = false;
  for (let end = at + 1; end < text.length; end++) {
    const char = text[end];
    if (char === '\n' || char === '\r' || char === '\u2028' || char === '\u2029') return undefined;
    if (char === '\\') end += 1;
    else if (char === '[') isInClass = true;
    else if (char === ']') isInClass = false;
    else if (char === '/' && !isInClass) return end + 1;
  }
  return undefined;
}
