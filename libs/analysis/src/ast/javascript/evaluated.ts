import { hides, type Layer } from '../decoders';
import { EVALUATORS, TIMERS } from './known-modules';
import { hasOption, isConstructorOfFunction } from './node-shapes';
import type { Declaration, Scopes } from './scopes';
import { isText } from './settings-text';
import { isNode, type Node, type SyntaxTree } from './syntax-tree';
import type { Values } from './values';

/** Of a name that stands for a name that stands for a function. */
const MAX_ALIASES = 4;
/** Calls of the file's own decoders whose texts are looked at. */
const MAX_DECODED = 5_000;
const DATA_URL = /^data:(?:text|application)\/(?:javascript|ecmascript)[^,]*?(;base64)?,([^]*)$/i;

export function isHiding(layers: readonly Layer[]): boolean {
  return layers.some(hides);
}

/** The expression whose text a call evaluates; undefined where it evaluates none. */
export function evaluatedBy(node: Node, callee: string | undefined, values: Values): Node | undefined {
  const args = node.arguments as Node[];
  const named = node.callee as Node;
  const isFunction =
    callee === 'Function' ||
    isConstructorOfFunction(named) ||
    (named.type === 'Identifier' && values.given(named).some(isConstructorOfFunction));
  if (isFunction) return args.at(-1);
  const [first] = args;
  if (first === undefined) return undefined;
  if (TIMERS.has(callee ?? '')) return isText(first, values) ? first : undefined;
  if (EVALUATORS.has(callee ?? '') || isCompile(named, values)) return first;
  if (callee === 'worker_threads.Worker') return args[1] && hasOption(args[1], 'eval') ? first : undefined;
  return handedOn(callee, args, values);
}

function isCompile(callee: Node, values: Values): boolean {
  if (callee.type !== 'MemberExpression') return false;
  if (callee.computed !== true) return (callee.property as Node).name === '_compile';
  return values.texts(callee.property).includes('_compile');
}

/** `eval.call(null, text)`, `Reflect.apply(eval, null, [text])`, `Reflect.construct(Function, [text])` */
function handedOn(callee: string | undefined, args: readonly Node[], values: Values): Node | undefined {
  const method = /^(.*)\.(call|apply)$/.exec(callee ?? '');
  const listed = (list: Node | undefined) =>
    list?.type === 'ArrayExpression' ? (list.elements as unknown[]).filter(isNode) : list ? [list] : [];
  const isReflected = callee === 'Reflect.apply' || callee === 'Reflect.construct';
  const target = isReflected ? values.path(args[0]) : method?.[1];
  if (target === undefined || !EVALUATORS.has(target)) return undefined;
  const given = isReflected
    ? listed(callee === 'Reflect.apply' ? args[2] : args[1])
    : method?.[2] === 'call'
      ? args.slice(1)
      : listed(args[1]);
  return target === 'Function' ? given.at(-1) : given[0];
}

/** Code in an address, as `import('data:text/javascript,…')` takes it. */
export function codeOfAddress(specifier: string): { text: string; isEncoded: boolean } | undefined {
  const [, base64, body] = DATA_URL.exec(specifier) ?? [];
  if (body === undefined) return undefined;
  if (base64 !== undefined) return { text: Buffer.from(body, 'base64').toString('utf8'), isEncoded: true };
  try {
    return { text: decodeURIComponent(body), isEncoded: false };
  } catch {
    return { text: body, isEncoded: false };
  }
}

/** Functions of the file that turn constants into texts, as those do that hide the names of modules and members. */
export class OwnDecoders {
  private readonly known = new Set<Declaration>();

  constructor(
    private readonly scopes: Scopes,
    private readonly values: Values,
  ) {}

  /** The name of a member or module: a call that gives it is of a decoder. */
  see(node: unknown): void {
    if (!isNode(node) || !isOfConstants(node) || this.values.texts(node).length === 0) return;
    const declaration = this.declarationOf(node.callee as Node);
    if (declaration !== undefined) this.known.add(declaration);
  }

  /** Calls of them, with the texts that they give. */
  *texts(tree: SyntaxTree): Generator<{ node: Node; text: string }> {
    if (this.known.size === 0) return;
    let seen = 0;
    for (const node of tree.nodes) {
      if (node.type !== 'CallExpression' || !isOfConstants(node)) continue;
      const declaration = this.declarationOf(node.callee as Node);
      if (declaration === undefined || !this.known.has(declaration)) continue;
      if ((seen += 1) > MAX_DECODED) return;
      const [text] = this.values.texts(node);
      if (text !== undefined) yield { node, text };
    }
  }

  private declarationOf(callee: Node): Declaration | undefined {
    let declaration = callee.type === 'Identifier' ? this.scopes.find(callee) : undefined;
    for (let hop = 0; hop < MAX_ALIASES; hop += 1) {
      const [value] = declaration?.fn === undefined ? (declaration?.values ?? []) : [];
      if (value?.type !== 'Identifier') break;
      declaration = this.scopes.find(value);
    }
    return declaration;
  }
}

/** `f('0x1f', 'key')` */
function isOfConstants(node: Node): boolean {
  if (node.type !== 'CallExpression' || (node.callee as Node).type !== 'Identifier') return false;
  const args = node.arguments as Node[];
  return (
    args.length > 0 && args.every((arg) => /^(?:Literal|UnaryExpression|BinaryExpression)$/.test(arg.type))
  );
}

/** A call of what undoes a layer, on the way to a text: what comes out of it is as good as written there. */
export function isDecoding(node: Node, callee: string | undefined): boolean {
  if (/^(?:atob|unescape|decodeURI(?:Component)?|String\.from(?:CharCode|CodePoint))$/.test(callee ?? ''))
    return true;
  const made = node.callee as Node;
  if (made.type !== 'MemberExpression' || made.computed === true) return false;
  return (
    /^(?:toString|join)$/.test(String((made.property as Node).name)) &&
    (made.object as Node).type === 'CallExpression'
  );
}
