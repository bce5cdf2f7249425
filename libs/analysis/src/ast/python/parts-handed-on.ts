import { named } from './constants/nodes';
import { actsOf, valuesOf } from './acts';
import { hiddenWord } from './call-shapes';
import type { Names } from './names';
import type { SyntaxNode } from './syntax-node';

/** What is made of parts: whoever gets the whole gets each of them. */
const WHOLES = /^(?:list|tuple|set|expression_list|binary_operator|comparison_operator|argument_list)$/;
/** Lines or words of a text, one after the other. */
const TAKES_APART = /^(?:splitlines|split|readlines)$/;

/**
 * Values that stand in a collection, under a key, beside an operator that a class may define, or that are handed on in
 * pieces. Code that is hidden there reaches whoever takes them out.
 */
export function partsHandedOn(node: SyntaxNode): readonly (SyntaxNode | null)[] {
  const kind = node.kind();
  if (kind === 'argument_list')
    // Of a class; those of a call are looked at with it.
    return node.parent()?.kind() === 'class_definition'
      ? named(node).map((each) => each.field('value') ?? each)
      : [];
  if (WHOLES.test(kind)) return named(node);
  if (kind === 'pair') return [node.field('value')];
  return [];
}

/** `code.splitlines()`: the text before it is taken apart. */
export function takenApart(call: SyntaxNode): SyntaxNode | null {
  const callee = call.field('function');
  return TAKES_APART.test(callee?.field('attribute')?.text() ?? '')
    ? (callee?.field('object') ?? null)
    : null;
}

/** A command that nobody can read, for a program that somebody else starts: `Timer(0, os.system, [command])`. */
export function hiddenCommandHanded(call: SyntaxNode, names: Names): SyntaxNode | undefined {
  for (const { kind, given } of actsOf(call, names)) {
    if (kind !== 'starts') continue;
    const hidden = hiddenWord(given.flatMap(valuesOf), names);
    if (hidden !== undefined) return hidden;
  }
  return undefined;
}
