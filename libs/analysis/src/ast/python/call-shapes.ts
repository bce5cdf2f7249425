import { hides } from '../decoders';
import type { SyntaxNode } from './syntax-node';
import { named } from './constants/nodes';
import type { Names } from './names';

const EVALUATES = /^(?:exec|eval)$/;

/** `map(exec, [code])`, `Thread(target=exec, args=(code,))`: somebody else evaluates what is handed on beside. */
export function handedToEvaluators(args: readonly SyntaxNode[], names: Names): SyntaxNode[] {
  const values = args.flatMap((arg) => (arg.kind() === 'keyword_argument' ? arg.field('value') : arg) ?? []);
  const isEvaluator = (value: SyntaxNode) => EVALUATES.test(names.path(value) ?? '');
  if (!values.some(isEvaluator)) return [];
  return values
    .filter((value) => !isEvaluator(value))
    .flatMap((value) => (/^(?:list|tuple)$/.test(value.kind()) ? named(value) : [value]));
}

/** Code or a command line that is decoded first, among what an interpreter or a shell is given. */
export function hiddenWord(args: readonly SyntaxNode[], names: Names): SyntaxNode | undefined {
  const [first] = args;
  const words = first && /^(?:list|tuple)$/.test(first.kind()) ? named(first) : args;
  return words.find((word) => {
    const known = names.workOut(word);
    if (known === undefined) return names.decodes(word) && names.unpacks(word);
    return known.layers.some((layer) => hides(layer) && layer !== 'character codes');
  });
}

export function mentionsEnvironment(node: SyntaxNode, names: Names): boolean {
  if (names.path(node) === 'os.environ') return true;
  if (node.kind() !== 'call') return false;
  return named(node.field('arguments') ?? node).some((child) => names.path(child) === 'os.environ');
}

export function isKeyword(node: SyntaxNode | null, name: string): boolean {
  return node?.kind() === 'keyword_argument' && node.field('name')?.text() === name;
}

/** `parts.append(…)`: a list is something else afterwards. */
export function changesList(call: SyntaxNode): boolean {
  return /^[\w.]+\.(?:append|extend|insert|reverse|pop)\(/.test(call.text().slice(0, 200));
}

/** Names that an import statement names, each with what the file calls it. Lines that go on are one line. */
export function importedBy(
  children: readonly SyntaxNode[],
): { name: string; alias: string | undefined; isAliased: boolean }[] {
  return children.flatMap((child) => {
    const isAliased = child.kind() === 'aliased_import';
    const name = isAliased ? child.field('name') : child.kind() === 'dotted_name' ? child : null;
    if (!name) return [];
    return [{ name: dotted(name), alias: isAliased ? child.field('alias')?.text() : undefined, isAliased }];
  });
}

function dotted(name: SyntaxNode): string {
  return named(name)
    .map((part) => part.text())
    .join('.');
}
