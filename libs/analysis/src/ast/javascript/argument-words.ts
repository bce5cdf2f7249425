import { UNKNOWN_PART } from '../../facts/signal';
import type { Node } from './syntax-tree';
import type { Values } from './values';

/** The words of a list of arguments, written there or under a name. */
export function argumentWords(node: Node | undefined, values: Values): string[] {
  const list =
    node?.type === 'Identifier'
      ? values.given(node).find((value) => value.type === 'ArrayExpression')
      : node?.type === 'ArrayExpression'
        ? node
        : undefined;
  if (list !== undefined)
    return (list.elements as unknown[]).map((each) => values.looseTexts(each)[0] as string);
  return node?.type === 'Identifier' ? [UNKNOWN_PART] : [];
}
