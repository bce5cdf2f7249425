import { DECODERS } from './known-modules';
import { childrenOf, type Node } from './syntax-tree';
import type { Values } from './values';

const MAX_SUBTREE = 2_000;

/** Is something decoded on the way to this value? Names are followed a few steps. */
export function decodes(root: Node, values: Values, hops = 3): boolean {
  const stack = [root];
  for (let seen = 0; seen < MAX_SUBTREE; seen++) {
    const node = stack.pop();
    if (node === undefined) return false;
    if ((node.type === 'CallExpression' || node.type === 'NewExpression') && isDecoder(node, values))
      return true;
    const isName = node.type === 'Identifier' && hops > 0;
    if (isName && values.given(node).some((value) => decodes(value, values, hops - 1))) return true;
    if (!/Function/.test(node.type)) stack.push(...childrenOf(node));
  }
  return false;
}

/** A call that turns hidden text into readable text. */
export function isDecoder(node: Node, values: Values): boolean {
  const callee = values.path(node.callee) ?? '';
  if (!DECODERS.test(callee)) return false;
  const [, encoding] = node.arguments as Node[];
  return (
    callee !== 'Buffer.from' ||
    values.texts(encoding).some((text) => /^(?:base64|base64url|hex)$/i.test(text))
  );
}
