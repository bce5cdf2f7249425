import type { Node } from './syntax-tree';
import type { Values } from './values';

/** The folder of the user, or the root of all. */
export function isHome(node: Node, values: Values): boolean {
  const callee = node.type === 'CallExpression' ? values.path(node.callee) : values.path(node);
  const given = node.type === 'Identifier' ? values.given(node) : [];
  return (
    /^(?:os\.homedir|process\.env\.(?:HOME|USERPROFILE))$/.test(callee ?? '') ||
    values.texts(node).includes('/') ||
    given.some((value) => value.type === 'CallExpression' && values.path(value.callee) === 'os.homedir')
  );
}
