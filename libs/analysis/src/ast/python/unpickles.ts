import type { SyntaxNode } from './syntax-node';
import { argumentsOf } from './flow-words';
import { UNPICKLERS } from './known-modules';
import type { Names } from './names';

/** Callables in what is unpickled: module and name on a line each, or as two short texts (PEP 307, PEP 3154). */
const CALLABLE =
  /(?:posix|nt|os|subprocess|pty|builtins|__builtin__|runpy|importlib|timeit|code|platform)(?:\n|\x94?\x8c.)(?:system|popen|exec|eval|compile|__import__|getattr|Popen|run|call|check_call|check_output|getoutput|exec[lv]\w*|spawn\w*|posix_spawnp?|run_path|import_module|timeit|interact)(?:\n|\x94)/s;
const STREAMS = /^io\.BytesIO$/;

/** Whether what is unpickled stands in the file, and calls what evaluates or starts. */
export function callsWhatActs(given: SyntaxNode | undefined, names: Names): boolean {
  if (given?.kind() === 'call' && STREAMS.test(names.path(given.field('function')) ?? ''))
    return callsWhatActs(argumentsOf(given)[0], names);
  const value = names.workOut(given)?.value;
  return Buffer.isBuffer(value) && CALLABLE.test(value.toString('latin1'));
}

/**
 * What a call makes objects of, in a form that says which functions to call for that (Python's library reference, pickle;
 * PyYAML's `UnsafeLoader`); undefined: it does not, or is told not to.
 */
export function unpickled(node: SyntaxNode, path: string, names: Names): SyntaxNode[] | undefined {
  if (!UNPICKLERS.test(path)) return undefined;
  const args = argumentsOf(node);
  const setting = (name: string) => args.find((arg) => arg.field('name')?.text() === name)?.field('value');
  if (path === 'torch.load' && setting('weights_only')?.text() === 'True') return undefined;
  // Off unless it is said; what is only known when it runs may be either.
  if (path === 'numpy.load' && ((setting('allow_pickle') ?? args[2])?.text() ?? 'False') === 'False')
    return undefined;
  if (/^yaml\.load(?:_all)?$/.test(path)) {
    const loader = names.path(setting('Loader') ?? args[1]) ?? '';
    // Without one, releases before 6 take the one that calls anything.
    if (/(?:Safe|Full|Base)Loader$/.test(loader)) return undefined;
  }
  return args.slice(0, 1);
}
