import type { SyntaxNode } from '../syntax-node';

/** Children that are not marks or comments. */
export function named(node: SyntaxNode): SyntaxNode[] {
  return node.children().filter((child) => child.isNamed() && child.kind() !== 'comment');
}
