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
    // What is made of numbers, one character at a time: `list.map((n) => String.fromCharCode(n ^ 7))`.
    if (/Function/.test(node.type) && makesCharacters(node, values)) return true;
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

/** A callback that gives characters of their codes. */
function makesCharacters(fn: Node, values: Values): boolean {
  if (fn.parent?.type !== 'CallExpression' || fn.parent.callee === fn) return false;
  const body = fn.body as Node;
  if (fn.type !== 'ArrowFunctionExpression' || body.type !== 'CallExpression') return false;
  return /^String\.from(?:CharCode|CodePoint)$/.test(values.path(body.callee) ?? '');
}
