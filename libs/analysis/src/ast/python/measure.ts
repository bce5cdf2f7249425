/** CPython's own bound on brackets within brackets ("too many nested parentheses"), with room to spare. */
const MAX_BRACKETS = 400;
/** Operators, calls and members in one statement; CPython's compiler itself gives up at a few thousand. */
const MAX_CHAIN = 5_000;
/** Words and signs; about 2 KiB of memory each, with what is asked about them. */
const MAX_TOKENS = 250_000;
/** Signs that Python refuses wherever they stand in code; the parser takes the longer for each, the more there are. */
const MAX_ODD = 500;
const ODD = /^[$?`\\]$/;
const TOKEN = /"""|'''|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|#.*|\w+|[^\s\w]|\n/gu;
const NESTS = /^(?:not|await|lambda|if|else|in|is|and|or|[.+\-*/%@&|^~<>=:])$/;

/** Why a source is not given to the parser, or undefined. What is refused here, Python mostly refuses as well. */
export function tooCostly(text: string): string | undefined {
  let tokens = 0;
  let depth = 0;
  let chain = 0;
  let odd = 0;
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const [token] = found;
    if (token === '"""' || token === "'''") {
      const end = text.indexOf(token, TOKEN.lastIndex);
      if (end === -1) break;
      TOKEN.lastIndex = end + 3;
    }
    tokens += 1;
    if (isUnclosed(token)) odd += token.match(/[$?`\\]/g)?.length ?? 0;
    if (ODD.test(token) && !/[\r\n]/.test(text[TOKEN.lastIndex] ?? '')) odd += 1;
    if (odd > MAX_ODD) return 'it has hundreds of signs that no Python has';
    if (token === '(' || token === '[' || token === '{') {
      depth += 1;
      chain += 1;
    } else if (token === ')' || token === ']' || token === '}') depth = Math.max(0, depth - 1);
    else if (token === ',' || token === ';' || (token === '\n' && depth === 0)) chain = 0;
    else if (NESTS.test(token)) chain += 1;
    if (depth > MAX_BRACKETS || chain > MAX_CHAIN) return 'it is nested too deeply to be parsed';
    if (tokens > MAX_TOKENS)
      return `more than ${MAX_TOKENS} words and signs of code, searched and not parsed`;
  }
  return undefined;
}

/** A text that its line ends: the parser reads on in it as code. */
function isUnclosed(token: string): boolean {
  return (
    /^["']/.test(token) &&
    (token.length === 1 || token.at(-1) !== token[0]) &&
    !token.startsWith((token[0] ?? '').repeat(3))
  );
}
