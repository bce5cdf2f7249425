import type { Scopes } from '../scopes';
import { isNode, type Node } from '../syntax-tree';
import { isRoot } from './builtins';

/** What begins with something from elsewhere is not known; most questions end here, at no cost. */
export function isHopeless(node: Node, scopes: Scopes): boolean {
  let root = node;
  for (let next: unknown = root; isNode(next); next = root.object ?? root.callee) root = next;
  if (root.type === 'ThisExpression' || root.type === 'AwaitExpression') return root !== node;
  if (root.type !== 'Identifier') return false;
  const declaration = scopes.find(root);
  if (declaration === undefined) return !isRoot(root.name as string);
  if (declaration.path !== undefined) return !isRoot(declaration.path.replace(/[./].*/, ''));
  return declaration.isParameter === true && declaration.values.length === 0;
}
