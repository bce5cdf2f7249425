import type { SyntaxNode } from '../syntax-node';

/** Children that are not marks or comments. */
export function named(node: SyntaxNode): SyntaxNode[] {
  return node.children().filter((child) => child.isNamed() && child.kind() !== 'comment');
}

/** Without brackets and names around it, however many. */
export function bare(node: SyntaxNode): SyntaxNode {
  for (let inner = node; ;) {
    const within = inner.kind() === 'named_expression' ? inner.field('value') : named(inner)[0];
    if (!/^(?:named|parenthesized)_expression$/.test(inner.kind()) || !within) return inner;
    inner = within;
  }
}
