import { readFileSync } from 'node:fs';
import { Language, Parser, type Tree } from 'web-tree-sitter';

/**
 * Microseconds of processor time for one text. 2 MB of Python take half a second; text that is none, thousands of unknown
 * characters in a row, takes minutes to be recovered from.
 */
const MAX_MICROSECONDS = 2_000_000;

let parser: Parser | undefined;
let loading: Promise<void> | undefined;
let failed = false;

/** Loads the parser; nothing of Python can be read before. Once in a process. */
export function pythonReady(): Promise<void> {
  return (loading ??= load());
}

/**
 * Whether the parser failed on some text. What its memory holds since is not known, so it reads nothing more, and the
 * process is to be replaced.
 */
export function hasPythonFailed(): boolean {
  return failed;
}

/**
 * The tree of a text, for as long as `use` takes; undefined where the parser was stopped, since it took too long.
 * @throws Error where the parser is not ready, or fails
 */
export function pythonTree<Result>(text: string, use: (tree: Tree) => Result): Result | undefined {
  if (parser === undefined || failed) throw new Error('the parser of Python is not ready');
  let tree: Tree | null = null;
  try {
    const started = process.cpuUsage();
    let isStopped = false;
    const progressCallback = (): boolean => (isStopped ||= process.cpuUsage(started).user > MAX_MICROSECONDS);
    tree = parser.parse(text, null, { progressCallback });
    if (isStopped) parser.reset();
    else if (tree === null) throw new Error('the parser of Python gave no tree');
    return tree === null ? undefined : use(tree);
  } catch (cause) {
    failed = true;
    throw cause;
  } finally {
    if (!failed) tree?.delete();
  }
}

/** Given the bytes: it would fetch them from an address otherwise. */
async function load(): Promise<void> {
  const wasmBinary = readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'));
  await Parser.init({ wasmBinary });
  const python = readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'));
  parser = new Parser().setLanguage(await Language.load(python));
}
