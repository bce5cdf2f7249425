import { kindOf } from './acts';
import { named } from './constants/nodes';
import { EVALUATES } from './known-modules';
import type { Names } from './names';
import type { SyntaxNode } from './syntax-node';

/** What Python calls by itself (data model, 3.3). */
const SPECIAL = /^__\w+__$/;
const WRAPS = /^(?:staticmethod|classmethod)$/;

/**
 * Whether an evaluator stands where nobody looks for a call: above a class or function (PEP 318), behind an operator or
 * an index, or as the name of what settings of a log are made by (Python's library reference, logging.config,
 * "User-defined objects"). Nobody has a reason to, whatever is evaluated.
 */
export function isDisguisedEvaluator(node: SyntaxNode, names: Names): boolean {
  switch (node.kind()) {
    case 'decorator':
      return EVALUATES.test(names.path(named(node)[0]) ?? '');
    case 'assignment':
      return isSpecial(node, names);
    case 'pair':
      return names.textOf(node.field('key')) === '()' && isMadeBy(node.field('value'), names);
    default:
      return false;
  }
}

/** `__class_getitem__ = exec`, `__call__ = staticmethod(exec)`, `__add__ = lambda s, o: exec(o)` */
function isSpecial(node: SyntaxNode, names: Names): boolean {
  const target = node.field('left');
  const name = target?.field('attribute')?.text() ?? target?.text() ?? '';
  if (!SPECIAL.test(name)) return false;
  const value = node.field('right');
  if (value?.kind() === 'lambda') return names.path(value.field('body')?.field('function')) === 'exec';
  const isWrapped = value?.kind() === 'call' && WRAPS.test(names.path(value.field('function')) ?? '');
  const inner = isWrapped ? named(value.field('arguments') ?? value)[0] : value;
  return EVALUATES.test(names.path(inner) ?? '');
}

function isMadeBy(value: SyntaxNode | null, names: Names): boolean {
  const told = names
    .textOf(value)
    ?.replace(/^ext:\/\//, '')
    .replace(/^(?:builtins|__builtin__)\./, '');
  return kindOf(told ?? names.path(value) ?? '') !== undefined;
}
