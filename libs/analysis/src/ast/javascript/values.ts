import { posix } from 'node:path';
import { UNKNOWN_PART } from '../../facts/signal';
import { Answers, OPEN } from './answers';
import { capped, characters, decode, known, product, unescaped } from './texts';
import { bareModule, type Declaration, type Scopes } from './scopes';
import { NAMING } from './node-shapes';
import { FUNCTIONS, isNode, type Node } from './syntax-tree';

const MAX_DEPTH = 40;
/** Steps of one question; names that stand for several things multiply, and the author chooses how often. */
const FUEL = 3_000;
/** Helpers of helpers of helpers. */
const MAX_HELPERS = 20;
const GLOBALS = /^(?:globalThis|global|window|self)\./;

/** Works out, without running anything, what expressions name and which texts they give. */
export class Values {
  private fuel = FUEL;
  private readonly paths = new Answers();
  /** What the parameters of helpers stand for while a call of them is worked out. */
  private readonly bound = new Map<Declaration, string[]>();

  constructor(private readonly scopes: Scopes) {}

  /** The dotted path that an expression names: `child_process.exec`, `process.env.TOKEN`, `fetch`; or undefined. */
  path(node: unknown, depth = 0): string | undefined {
    if (!isNode(node) || !NAMING.has(node.type)) return undefined;
    if (depth === 0) this.fuel = FUEL;
    // What parameters stand for in one call holds for that call.
    const isAlone = this.bound.size > 0;
    // Every use of a name is of one declaration, and has its path.
    const key = node.type === 'Identifier' ? (this.scopes.find(node) ?? node) : node;
    const known = this.paths.known(key, depth, isAlone);
    if (known !== OPEN) return known;
    if (isAlone) return this.pathOf(node, depth);
    this.paths.begin(key);
    const path = this.pathOf(node, depth);
    this.paths.end(path, depth);
    return path;
  }

  /** True where the question must end here. */
  private isSpent(depth: number): boolean {
    const isSpent = depth > MAX_DEPTH || --this.fuel < 0;
    if (isSpent) this.paths.cut();
    return isSpent;
  }

  private pathOf(node: Node, depth: number): string | undefined {
    if (this.isSpent(depth)) return undefined;
    switch (node.type) {
      case 'Identifier':
        return this.pathOfName(node, depth);
      case 'MemberExpression':
        return this.pathOfMember(node, depth);
      case 'CallExpression':
        return this.pathOfCall(node, depth);
      case 'ImportExpression':
        return this.module(node.source, depth);
      case 'SequenceExpression':
        return this.path((node.expressions as Node[]).at(-1), depth + 1);
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        return this.path(node.argument ?? node.expression, depth + 1);
      case 'LogicalExpression':
        return this.path(node.left, depth + 1) ?? this.path(node.right, depth + 1);
      default:
        return undefined;
    }
  }

  /** Is this name one that the file declares itself, such as its own function `fetch`? */
  isDeclared(identifier: Node): boolean {
    return this.scopes.find(identifier) !== undefined;
  }

  /** Expressions that a name may stand for; none where it is unknown. */
  given(identifier: Node): readonly Node[] {
    return this.scopes.find(identifier)?.values ?? [];
  }

  /** Every text an expression may give; empty where that is not known. */
  texts(node: unknown): string[] {
    return this.alternatives(node, false, 0);
  }

  /** As `texts`, with `${}` for unknown parts; never empty. */
  looseTexts(node: unknown): string[] {
    const texts = this.alternatives(node, true, 0);
    return texts.length > 0 ? texts : [UNKNOWN_PART];
  }

  private pathOfName(node: Node, depth: number): string | undefined {
    const declaration = this.scopes.find(node);
    if (!declaration) return node.name as string;
    if (declaration.path !== undefined) return declaration.path;
    for (const value of declaration.values) {
      const path = this.path(value, depth + 1);
      if (path !== undefined) return declaration.member === undefined ? path : join(path, declaration.member);
    }
    return undefined;
  }

  private pathOfMember(node: Node, depth: number): string | undefined {
    const object = this.path(node.object, depth + 1);
    const [member] =
      node.computed === true
        ? this.alternatives(node.property, false, depth + 1)
        : [(node.property as Node).name as string];
    return object === undefined || member === undefined ? undefined : join(object, member);
  }

  private pathOfCall(node: Node, depth: number): string | undefined {
    const callee = this.path(node.callee, depth + 1) ?? nameOf(node.callee);
    const [first] = node.arguments as Node[];
    if (isRequire(callee)) return this.module(first, depth);
    if (callee === 'module.createRequire') return 'require';
    if (
      /^(?:util\.)?promisify$/.test(callee ?? '') ||
      /(?:__toESM|_interopRequire\w*|__importStar|__importDefault)$/.test(callee ?? '')
    ) {
      return this.path(first, depth + 1);
    }
    return callee?.endsWith('.bind') ? callee.slice(0, -'.bind'.length) : undefined;
  }

  private module(specifier: unknown, depth: number): string | undefined {
    const [name] = this.alternatives(specifier, false, depth + 1);
    return name === undefined ? undefined : bareModule(name);
  }

  private alternatives(node: unknown, isLoose: boolean, depth: number): string[] {
    if (depth === 0) this.fuel = FUEL;
    if (!isNode(node) || this.isSpent(depth)) return [];
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' || typeof node.value === 'number' ? [String(node.value)] : [];
      case 'TemplateLiteral':
        return this.template(node, isLoose, depth);
      case 'BinaryExpression':
        return node.operator === '+' ? this.concatenation(node, isLoose, depth) : [];
      case 'ConditionalExpression':
        return capped([
          ...this.alternatives(node.consequent, isLoose, depth + 1),
          ...this.alternatives(node.alternate, isLoose, depth + 1),
        ]);
      case 'LogicalExpression':
        return capped([
          ...this.alternatives(node.left, isLoose, depth + 1),
          ...this.alternatives(node.right, isLoose, depth + 1),
        ]);
      case 'Identifier':
        return this.name(node, isLoose, depth);
      case 'MemberExpression':
        return this.member(node, depth);
      case 'CallExpression':
        return this.call(node, isLoose, depth);
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
        return this.alternatives(node.expression, isLoose, depth + 1);
      default:
        return [];
    }
  }

  private name(node: Node, isLoose: boolean, depth: number): string[] {
    if (node.name === '__dirname') return ['.'];
    if (node.name === '__filename') return ['./__filename'];
    const declaration = this.scopes.find(node);
    if (!declaration || declaration.member !== undefined) return [];
    const bound = this.bound.get(declaration);
    if (bound !== undefined) return bound;
    return capped(declaration.values.flatMap((value) => this.alternatives(value, isLoose, depth + 1)));
  }

  private member(node: Node, depth: number): string[] {
    const path = this.path(node, depth + 1);
    if (path === 'process.execPath' || path === 'process.argv.0' || path === 'process.argv0') return ['node'];
    if (path === 'path.sep') return ['/'];
    return path === 'import.meta.dirname' ? ['.'] : [];
  }

  private template(node: Node, isLoose: boolean, depth: number): string[] {
    const quasis = (node.quasis as Node[]).map((quasi) =>
      String((quasi.value as { cooked?: string }).cooked ?? ''),
    );
    const parts = (node.expressions as Node[]).map((expression) =>
      this.alternatives(expression, isLoose, depth + 1),
    );
    return quasis.reduce<string[]>(
      (texts, quasi, index) =>
        product(texts, index === 0 ? [quasi] : product(known(parts[index - 1], isLoose), [quasi])),
      [''],
    );
  }

  /** A chain of `+` is walked along its left side: its length is the author's to choose. */
  private concatenation(node: Node, isLoose: boolean, depth: number): string[] {
    const operands: unknown[] = [];
    let left: unknown = node;
    while (isNode(left) && left.type === 'BinaryExpression' && left.operator === '+') {
      operands.unshift(left.right);
      left = left.left;
    }
    operands.unshift(left);
    return operands.reduce<string[]>(
      (texts, operand) => product(texts, known(this.alternatives(operand, isLoose, depth + 1), isLoose)),
      [''],
    );
  }

  private call(node: Node, isLoose: boolean, depth: number): string[] {
    const args = node.arguments as Node[];
    const path = this.path(node.callee, depth + 1);
    if (path === 'path.join' || path === 'path.resolve' || path === 'path.posix.join') {
      const parts = args.map((arg) => known(this.alternatives(arg, isLoose, depth + 1), isLoose));
      const joined = parts.reduce<string[]>((texts, part) => product(texts, product(part, ['/'])), ['']);
      return joined.map((text) => `./${posix.normalize(text.slice(0, -1))}`);
    }
    if (path === 'require.resolve' || path === 'String' || path === 'url.fileURLToPath')
      return this.alternatives(args[0], isLoose, depth + 1);
    if (path === 'atob') return decode(this.alternatives(args[0], false, depth + 1), 'base64');
    if (/^(?:unescape|decodeURIComponent|decodeURI)$/.test(path ?? ''))
      return this.alternatives(args[0], false, depth + 1).flatMap(unescaped);
    if (path === 'String.fromCharCode') return characters(args);
    const helped = this.helper(node, args, depth);
    return helped.length > 0 ? helped : this.method(node, isLoose, depth);
  }

  /** A call of a function of the file that only gives back an expression, such as one that decodes its argument. */
  private helper(node: Node, args: readonly Node[], depth: number): string[] {
    const callee = node.callee as Node;
    if (callee.type !== 'Identifier' || depth > MAX_HELPERS) return [];
    const declaration = this.scopes.find(callee);
    const fn = declaration?.fn ?? declaration?.values.find(({ type }) => FUNCTIONS.has(type));
    const result = fn && resultOf(fn);
    if (fn === undefined || result === undefined) return [];
    const params = (fn.params as Node[]).map((param) =>
      param.type === 'Identifier' ? this.scopes.find(param) : undefined,
    );
    const texts = args.map((arg) => this.alternatives(arg, false, depth + 1));
    const before = params.map((param) => param && this.bound.get(param));
    for (const [at, param] of params.entries())
      if (param !== undefined) this.bound.set(param, texts[at] ?? []);
    const given = this.alternatives(result, false, depth + 1);
    for (const [at, param] of params.entries()) {
      if (param === undefined) continue;
      const held = before[at];
      if (held === undefined) this.bound.delete(param);
      else this.bound.set(param, held);
    }
    return given;
  }

  private method(node: Node, isLoose: boolean, depth: number): string[] {
    const callee = node.callee as Node;
    if (callee.type !== 'MemberExpression') return [];
    const object = callee.object as Node;
    const name =
      callee.computed === true
        ? this.alternatives(callee.property, false, depth + 1)[0]
        : ((callee.property as Node).name as string);
    const args = node.arguments as Node[];
    if (
      name === 'toString' &&
      object.type === 'CallExpression' &&
      this.path(object.callee, depth + 1) === 'Buffer.from'
    ) {
      const [content, encoding] = object.arguments as Node[];
      return decode(
        this.alternatives(content, false, depth + 1),
        this.alternatives(encoding, false, depth + 1)[0] ?? 'utf8',
      );
    }
    if (name === 'join' && object.type === 'ArrayExpression') {
      const [separator = ','] = this.alternatives(args[0], false, depth + 1);
      const parts = (object.elements as unknown[]).map((element) =>
        known(this.alternatives(element, isLoose, depth + 1), isLoose),
      );
      return parts.reduce<string[]>(
        (texts, part, index) => product(texts, index === 0 ? part : product([separator], part)),
        [''],
      );
    }
    if (name === 'join' && isReversal(object)) {
      const source = ((object.callee as Node).object as Node).callee as Node;
      return this.alternatives(source.object, false, depth + 1).map((text) => [...text].reverse().join(''));
    }
    return /^(?:trim|toString|toLowerCase|normalize|valueOf)$/.test(name ?? '')
      ? this.alternatives(object, isLoose, depth + 1)
      : [];
  }
}

/** The one expression that a function gives back; undefined where it does anything else. */
function resultOf(fn: Node): Node | undefined {
  const body = fn.body as Node;
  if (body.type !== 'BlockStatement') return body;
  const statements = body.body as Node[];
  const [only] = statements;
  if (statements.length !== 1 || only?.type !== 'ReturnStatement') return undefined;
  return isNode(only.argument) ? only.argument : undefined;
}

/** A name as it is written, for helpers that compilers declare in the file itself. */
function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  return node.type === 'Identifier'
    ? (node.name as string)
    : isNode(node.property)
      ? nameOf(node.property)
      : undefined;
}

export function isRequire(path: string | undefined): boolean {
  return (
    path === 'require' ||
    path === 'module.require' ||
    path === 'process.mainModule.require' ||
    path === 'require.main.require'
  );
}

function join(object: string, member: string): string {
  return member === 'default' ? object : `${object}.${member}`.replace(GLOBALS, '');
}

/** `x.split('').reverse()` */
function isReversal(node: Node): boolean {
  const inner = methodCall(node, 'reverse');
  return inner !== undefined && methodCall(inner, 'split') !== undefined;
}

function methodCall(node: Node, name: string): Node | undefined {
  if (node.type !== 'CallExpression' || (node.callee as Node).type !== 'MemberExpression') return undefined;
  const callee = node.callee as Node;
  return (callee.property as Node).name === name ? (callee.object as Node) : undefined;
}
