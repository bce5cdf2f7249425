import { keyOf } from './scopes';
import { bare, isNode, type Node } from './syntax-tree';

/** Expressions that may name something. */
export const NAMING: ReadonlySet<string> = new Set([
  'Identifier',
  'MemberExpression',
  'CallExpression',
  'ImportExpression',
  'SequenceExpression',
  'AwaitExpression',
  'ChainExpression',
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'LogicalExpression',
]);

/** What an expression gives at last: without brackets, waiting and what stands before it in a list, however many. */
export function givenLast(node: Node): Node {
  for (let inner = bare(node); ;) {
    const within =
      inner.type === 'SequenceExpression'
        ? (inner.expressions as Node[]).at(-1)
        : inner.type === 'AwaitExpression' && inner.argument;
    if (!isNode(within)) return inner;
    inner = bare(within);
  }
}

/** `a`, `a.b`, `a.b.c` of `a.b.c`. */
export function* prefixes(path: string): Generator<string> {
  for (let dot = path.indexOf('.', 1); dot !== -1; dot = path.indexOf('.', dot + 1)) yield path.slice(0, dot);
  yield path;
}

/** A name that is not a use of a variable: a key, a member, a declaration. */
export function isNamePosition(node: Node): boolean {
  const parent = node.parent;
  if (parent?.type === 'MemberExpression') return parent.property === node && parent.computed !== true;
  if (parent?.type === 'Property')
    return parent.key === node && parent.shorthand !== true && parent.computed !== true;
  return /^(?:MethodDefinition|PropertyDefinition|LabeledStatement|BreakStatement|ContinueStatement|Import.*|Export.*)$/.test(
    parent?.type ?? '',
  );
}

export function hasOption(node: Node, name: string): boolean {
  if (node.type !== 'ObjectExpression') return false;
  return (node.properties as Node[]).some(
    (property) =>
      property.type === 'Property' && keyOf(property) === name && (property.value as Node).value !== false,
  );
}

/** `(() => {}).constructor('code')` and `[].filter.constructor('code')` are `Function` by another name. */
export function isConstructorOfFunction(callee: Node): boolean {
  if (callee.type !== 'MemberExpression' || (callee.property as Node).name !== 'constructor') return false;
  const object = bare(callee.object as Node);
  if (/^(?:ArrowFunctionExpression|FunctionExpression)$/.test(object.type)) return true;
  if (object.type !== 'MemberExpression') return false;
  return (
    /^(?:ArrayExpression|Literal)$/.test((object.object as Node).type) ||
    (object.property as Node).name === 'constructor'
  );
}

/** Within the block of a `try` of the same function. */
export function isTried(node: Node): boolean {
  for (
    let at: Node | undefined = node;
    at?.parent !== undefined && !/Function/.test(at.type);
    at = at.parent
  ) {
    if (at.parent.type === 'TryStatement' && at.parent.block === at) return true;
  }
  return false;
}

/** No arguments, or only ones that make it interactive. */
export function isWithoutWords(args: Node | undefined): boolean {
  if (args === undefined) return true;
  if (args.type !== 'ArrayExpression') return args.type === 'ObjectExpression';
  return (args.elements as (Node | null)[]).every(
    (each) => each?.type === 'Literal' && /^-[il]+$/.test(String(each.value)),
  );
}

/** A call of a function of the file with numbers alone: a constant that is not to be read. */
export function isHiddenConstant(node: Node, isDeclared: (callee: Node) => boolean): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = node.callee as Node;
  const args = node.arguments as Node[];
  if (callee.type !== 'Identifier' || !isDeclared(callee) || args.length === 0) return false;
  return args.every(isOfNumbers);
}

function isOfNumbers(node: Node): boolean {
  if (node.type === 'Literal') return typeof node.value === 'number';
  if (node.type !== 'ArrayExpression') return false;
  const elements = node.elements as (Node | null)[];
  return elements.length > 0 && elements.every((each) => each !== null && isOfNumbers(each));
}

/** A name as it is written, for helpers that compilers declare in the file itself. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  return node.type === 'Identifier'
    ? (node.name as string)
    : isNode(node.property)
      ? nameOf(node.property)
      : undefined;
}

/** Where what a call gives is called, or has members, or is given a name. */
export function isUsed({ parent }: Node): boolean {
  return /^(?:Member|Call|New|Await|Assignment|Parenthesized)Expression$|^VariableDeclarator$/.test(
    parent?.type ?? '',
  );
}
