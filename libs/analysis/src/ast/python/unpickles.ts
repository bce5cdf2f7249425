import type { SyntaxNode } from './syntax-node';
import { argumentsOf } from './flow-words';
import { UNPICKLERS } from './known-modules';
import type { Names } from './names';

/**
 * What a call makes objects of, in a form that says which functions to call for that (Python's library reference, pickle;
 * PyYAML's `UnsafeLoader`); undefined: it does not, or is told not to.
 */
export function unpickled(node: SyntaxNode, path: string, names: Names): SyntaxNode[] | undefined {
  if (!UNPICKLERS.test(path)) return undefined;
  const args = argumentsOf(node);
  const setting = (name: string) => args.find((arg) => arg.field('name')?.text() === name)?.field('value');
  if (path === 'torch.load' && setting('weights_only')?.text() === 'True') return undefined;
  if (path === 'numpy.load' && setting('allow_pickle')?.text() !== 'True') return undefined;
  if (/^yaml\.load(?:_all)?$/.test(path)) {
    const loader = names.path(setting('Loader') ?? args[1]) ?? '';
    // Without one, releases before 6 take the one that calls anything.
    if (/(?:Safe|Full|Base)Loader$/.test(loader)) return undefined;
  }
  return args.slice(0, 1);
}
