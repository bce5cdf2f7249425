import type { SgNode } from '@ast-grep/napi';

/** Children that are not marks or comments. */
export function named(node: SgNode): SgNode[] {
  return node.children().filter((child) => child.isNamed() && child.kind() !== 'comment');
}
