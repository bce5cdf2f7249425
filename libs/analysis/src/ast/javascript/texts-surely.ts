import { isNode } from './syntax-tree';
import type { Values } from './values';

/** The texts of what a verdict rests on, from what is set aside where the rest of the file has spent what there was. */
export function textsSurely(node: unknown, values: Values): string[] {
  const texts = values.texts(node);
  if (!isNode(node) || !values.isEnded(node)) return texts;
  values.workOutSurely(node);
  return values.texts(node);
}
