import { EVALUATORS, NETWORK_MODULES, STARTERS } from './known-modules';
import { bareModule } from './scopes';

/** Modules by which code reaches beyond itself; of a path such as `child_process.exec`, its first part. */
const ACTING_MODULES: ReadonlySet<string> = new Set([
  ...NETWORK_MODULES,
  ...[...STARTERS.keys(), ...EVALUATORS].map((path) => path.replace(/\..*$/, '')),
  ...'fs fs/promises fs-extra graceful-fs rimraf del process module vm worker_threads cluster inspector repl bun shelljs'.split(
    ' ',
  ),
]);

/**
 * Names by which code without modules reaches beyond itself. Two words in a row are prose in a comment, but for the few
 * operators that are words.
 */
const GLOBALS =
  /\b(?:eval|Function|fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|globalThis|global|window|self|Deno|Bun|importScripts|setTimeout|setInterval|setImmediate|_compile|dlopen|ethereum|solana|tronWeb|provider|createRequire|getBuiltinModule|__require)\b(?![ \t]+(?!(?:as|satisfies|in|instanceof|of)\b)[a-z])/;
/** Told from which build it is, and where it runs: nobody is harmed by that. */
const PROCESS =
  /\bprocess\b(?!\.(?:env\.NODE_ENV|platform|version|versions|nextTick|emitWarning|cwd)\b|[ \t]+(?!(?:as|satisfies|in|instanceof|of)\b)[a-z])/;
const CONSTRUCTOR =
  /\.\s*constructor\b(?!\s*(?:[=!]==?|\)|;|,|:|\?[^.]|&&|\|\||\.(?:name|prototype)\b))|['"`]constructor['"`]/;
const MODULE_WORDS = /\b(?:require|import|from)\b/g;
const AFTER_WORD = /\s*(\()?\s*(?:(['"])([^'"\\\n]*)\2\s*)?(.)?/sy;
/** ASCII written as an escape, which may stand in a name. */
const ESCAPED = /\\u(?:00([2-7][0-9a-f])|\{0*([2-7][0-9a-f])\})/gi;

/**
 * Whether code names anything by which it could reach beyond itself: a module that acts, a global, an evaluator. Code
 * that names none can only compute, whatever else stands in it, and need not be parsed. Where in doubt: it does.
 */
export function namesACapability(text: string): boolean {
  const code = text.includes('\\u')
    ? text.replace(ESCAPED, (_, short: string | undefined, long: string | undefined) =>
        String.fromCharCode(Number.parseInt(short ?? long ?? '', 16)),
      )
    : text;
  return GLOBALS.test(code) || PROCESS.test(code) || CONSTRUCTOR.test(code) || loadsWhatActs(code);
}

function loadsWhatActs(code: string): boolean {
  for (const { 0: word, index } of code.matchAll(MODULE_WORDS)) {
    const end = index + word.length;
    AFTER_WORD.lastIndex = end;
    const [, bracket, , specifier, next] = AFTER_WORD.exec(code) ?? [];
    if (word === 'require' && bracket === undefined) {
      if (!isTypeof(code, index) && !isProse(code, end)) return true;
    } else if (specifier !== undefined) {
      // Taken out of a text, or put together of several.
      if (
        specifier.endsWith('.node') ||
        ACTING_MODULES.has(bareModule(specifier)) ||
        /[+.?[]/.test(next ?? '')
      )
        return true;
    } else if (/["'`/]/.test(next ?? '')) {
      // A text with escapes, or a comment that stands in between.
      return true;
    } else if (word !== 'from' && bracket !== undefined) {
      return true;
    }
  }
  return false;
}

/** `typeof require` asks whether there is one. */
function isTypeof(code: string, index: number): boolean {
  return /\btypeof\s+$/.test(code.slice(Math.max(0, index - 12), index));
}

function isProse(code: string, end: number): boolean {
  return /^[ \t]+(?!(?:as|satisfies|in|instanceof|of)\b)[a-z]/.test(code.slice(end, end + 20));
}
