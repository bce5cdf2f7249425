import { readFileSync } from 'node:fs';
import { Language, Parser, type Tree } from 'web-tree-sitter';

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
 * The tree of a text, for as long as `use` takes.
 * @throws Error where the parser is not ready, or fails
 */
export function pythonTree<Result>(text: string, use: (tree: Tree) => Result): Result {
  if (parser === undefined || failed) throw new Error('the parser of Python is not ready');
  let tree: Tree | null = null;
  try {
    tree = parser.parse(text);
    if (tree === null) throw new Error('the parser of Python gave no tree');
    return use(tree);
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
