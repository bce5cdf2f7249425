import { isSecretName } from '../../facts/text-signals';
import type { Signal } from '../../facts/signal';
import { hides } from '../decoders';
import type { SyntaxNode } from './syntax-node';
import { named } from './constants/nodes';
import { EVALUATES, FILE_WRITES } from './known-modules';
import type { Names } from './names';

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

function mentionsEnvironment(node: SyntaxNode, names: Names): boolean {
  if (names.path(node) === 'os.environ') return true;
  if (node.kind() !== 'call') return false;
  return named(node.field('arguments') ?? node).some((child) => names.path(child) === 'os.environ');
}

/** What a call takes of the environment. */
export function environmentUse(
  callee: string,
  args: readonly SyntaxNode[],
  node: SyntaxNode,
  names: Names,
): Signal[] {
  const isWritten = /^(?:dict|str|repr|json\.dumps|list|sorted|pprint\.pformat)$/.test(callee);
  const isTaken = /^os\.environ\.(?:items|values|copy)$/.test(callee) && !isKeyword(node.parent(), 'env');
  const isAsked = /^os\.(?:getenv|environ\.get)$/.test(callee);
  return [
    ...(isTaken || (isWritten && args.some((arg) => mentionsEnvironment(arg, names)))
      ? (['environment-harvest'] as const)
      : []),
    ...(isAsked && isSecretName(names.textOf(args[0]) ?? '') ? (['environment-secret'] as const) : []),
  ];
}

/** `ctypes.CDLL(None).system(b'…')`: a function of the C library by its name, as the one that Python has for it. */
export function ofLibrary(node: SyntaxNode, args: readonly SyntaxNode[], names: Names): string | undefined {
  const callee = node.field('function');
  const object = callee?.kind() === 'attribute' ? callee.field('object') : null;
  const member = callee?.field('attribute')?.text() ?? '';
  if (!object || args.length === 0 || !/^(?:system|popen|execl[ep]?|execv[ep]?)$/.test(member))
    return undefined;
  const library = object.kind() === 'call' ? names.path(object.field('function')) : names.path(object);
  return /^ctypes\.|^libc?$/.test(library ?? object.text()) ? `os.${member}` : undefined;
}

function isKeyword(node: SyntaxNode | null, name: string): boolean {
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

/** What a call does to files. */
export function fileActs(callee: string, args: readonly SyntaxNode[], names: Names): Signal[] {
  const [first, second] = args;
  const isWriting =
    FILE_WRITES.test(callee) || (callee === 'open' && /^[rbt]*[wax+]/.test(names.textOf(second) ?? ''));
  const isHome = /expanduser\(["']~["']\)|Path\.home\(\)/.test(first?.text() ?? '');
  return [
    ...(isWriting ? (['file-write'] as const) : []),
    ...(/^os\.(?:remove|unlink)$/.test(callee) && first?.text() === '__file__'
      ? (['self-delete'] as const)
      : []),
    ...(callee === 'shutil.rmtree' && isHome ? (['destructive'] as const) : []),
  ];
}

/** `os.environ['TOKEN']` */
export function isSecretTaken(node: SyntaxNode, names: Names): boolean {
  if (node.kind() !== 'subscript' || names.path(node.field('value')) !== 'os.environ') return false;
  return isSecretName(names.textOf(node.field('subscript')) ?? '');
}
