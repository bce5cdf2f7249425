import { posix } from 'node:path';
import { UNKNOWN_PART } from '../../facts/signal';
import { Answers, OPEN } from './answers';
import type { Evaluator } from './constants/evaluator';
import { isKind, type Value, type WorkedOut } from './constants/value';
import { capped, known, product } from './texts';
import { bareModule, type Scopes } from './scopes';
import { givenLast, isConstructorOfFunction, isUsed, nameOf, NAMING } from './node-shapes';
import { FUNCTIONS, isNode, type Node } from './syntax-tree';

const MAX_DEPTH = 40;
/** Steps of one question; names that stand for several things multiply, and the author chooses how often. */
const FUEL = 3_000;
const GLOBALS = /^(?:globalThis|global|window|self)\./;

/** Works out, without running anything, what expressions name and which texts they give. */
export class Values {
  private fuel = FUEL;
  private readonly paths = new Answers();

  constructor(
    private readonly scopes: Scopes,
    private readonly evaluator: Evaluator,
  ) {}

  /** The dotted path that an expression names: `child_process.exec`, `process.env.TOKEN`, `fetch`; or undefined. */
  path(expression: unknown, depth = 0): string | undefined {
    if (!isNode(expression) || !NAMING.has(expression.type)) return undefined;
    const node = givenLast(expression);
    if (depth === 0) this.fuel = FUEL;
    // Every use of a name is of one declaration, and has its path.
    const key = node.type === 'Identifier' ? (this.scopes.find(node) ?? node) : node;
    const known = this.paths.known(key, depth);
    if (known !== OPEN) return known;
    this.paths.begin(key);
    const path = this.pathOf(node, depth);
    this.paths.end(path, depth);
    return path;
  }

  /** The question at hand has taken all its steps: what is found from here on may not be all. */
  private get isCut(): boolean {
    return this.fuel < 0;
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
    if (object === undefined) return this.pathOfConstant(node);
    const [member] =
      node.computed === true
        ? this.alternatives(node.property, false, depth + 1)
        : [(node.property as Node).name as string];
    return member === undefined ? undefined : join(object, member);
  }

  /** `[eval][0]()`, `o.run()` of `const o = { run: eval }`, `[].at['constr' + 'uctor']()` */
  private pathOfConstant(node: Node): string | undefined {
    if (!/^(?:Call|New)Expression$/.test(node.parent?.type ?? '') || node.parent?.callee !== node)
      return undefined;
    if (this.isCut) return undefined;
    let object = node.object as Node;
    while (object.type === 'MemberExpression') object = object.object as Node;
    const [value = object, ...others] = object.type === 'Identifier' ? this.given(object) : [];
    const isConstant = others.length === 0 && /^(?:Array|Object|Parenthesized)Expression$/.test(value.type);
    return isConstant || value.type === 'Literal' ? this.namedBy(node) : undefined;
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
    if (callee?.endsWith('.bind')) return callee.slice(0, -'.bind'.length);
    return this.isOfGlobals(node, callee) ? 'globalThis' : this.workedOutPath(node);
  }

  /** `Function('return this')()`, `(0, eval)('this')` */
  private isOfGlobals(node: Node, callee: string | undefined): boolean {
    const made = node.callee as Node;
    const args = (callee === 'eval' ? node : made).arguments as Node[] | undefined;
    const [text] = args ?? [];
    if (text?.type !== 'Literal' || !/^(?:return )?(?:this|globalThis);?$/.test(String(text.value)))
      return false;
    return (
      callee === 'eval' ||
      this.path(made.callee) === 'Function' ||
      isConstructorOfFunction(made.callee as Node)
    );
  }

  /** `pick(globalThis, 'eval')`, of a function of the file */
  private workedOutPath(node: Node): string | undefined {
    const callee = node.callee as Node;
    const args = node.arguments as Node[];
    if (this.isCut || callee.type !== 'Identifier' || args.length === 0 || !isUsed(node)) return undefined;
    const declaration = this.scopes.find(callee);
    const isOwn =
      declaration?.fn !== undefined || declaration?.values.some(({ type }) => FUNCTIONS.has(type));
    return isOwn === true && args.every((arg) => this.isPlain(arg)) ? this.namedBy(node) : undefined;
  }

  /** A constant, or a name of something that is not given from elsewhere. */
  private isPlain(node: Node): boolean {
    if (node.type !== 'Identifier') return node.type === 'Literal' || node.type === 'BinaryExpression';
    const declaration = this.scopes.find(node);
    return declaration?.isParameter !== true || declaration.values.length > 0;
  }

  private namedBy(node: Node): string | undefined {
    const [given] = this.evaluator.workOut(node);
    return given !== undefined && isKind(given.value, 'named') ? given.value.path : undefined;
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
      case 'NewExpression':
      case 'SequenceExpression':
      case 'TaggedTemplateExpression':
      case 'AwaitExpression':
        return this.workedOut(node);
      default:
        return [];
    }
  }

  private name(node: Node, isLoose: boolean, depth: number): string[] {
    if (node.name === '__dirname') return ['.'];
    if (node.name === '__filename') return ['./__filename'];
    const declaration = this.scopes.find(node);
    if (!declaration || declaration.member !== undefined) return [];
    if (declaration.values.length > 1 && declaration.isParameter !== true) {
      const given = this.workedOut(node);
      if (given.length > 0) return given;
    }
    return capped(declaration.values.flatMap((value) => this.alternatives(value, isLoose, depth + 1)));
  }

  private member(node: Node, depth: number): string[] {
    const path = this.path(node, depth + 1);
    if (path === 'process.execPath' || path === 'process.argv.0' || path === 'process.argv0') return ['node'];
    if (path === 'path.sep') return ['/'];
    if (path === 'import.meta.dirname') return ['.'];
    return path === undefined ? this.workedOut(node) : [];
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
    const given = this.workedOut(node);
    return given.length > 0 || !isLoose ? given : this.looseMethod(node, depth);
  }

  /** Of a method whose result is not known, the parts that are. */
  private looseMethod(node: Node, depth: number): string[] {
    const callee = node.callee as Node;
    if (callee.type !== 'MemberExpression' || callee.computed === true) return [];
    const object = callee.object as Node;
    const name = (callee.property as Node).name as string;
    if (name === 'join' && object.type === 'ArrayExpression') {
      const [separator = ','] = this.alternatives((node.arguments as Node[])[0], false, depth + 1);
      const parts = (object.elements as unknown[]).map((element) =>
        known(this.alternatives(element, true, depth + 1), true),
      );
      return parts.reduce<string[]>(
        (texts, part, index) => product(texts, index === 0 ? part : product([separator], part)),
        [''],
      );
    }
    return /^(?:trim|toString|toLowerCase|normalize|valueOf)$/.test(name)
      ? this.alternatives(object, true, depth + 1)
      : [];
  }

  /** What an expression gives, with what had to be undone for it; none where it is not known. */
  workOut(node: Node): readonly WorkedOut[] {
    return this.evaluator.workOut(node);
  }

  workOutSurely(node: Node): readonly WorkedOut[] {
    return this.evaluator.workOutSurely(node);
  }

  /** Whether a bound ended working it out: whoever wrote it took care that nobody does. */
  isEnded(node: Node): boolean {
    return this.evaluator.isEnded(node);
  }

  private workedOut(node: Node): string[] {
    return capped(this.evaluator.workOut(node).flatMap(({ value }) => textOfValue(value) ?? []));
  }
}

/** Bytes as the text they are of; undefined for what is neither text nor number. */
export function textOfValue(value: Value): string | undefined {
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

const REQUIRES =
  /^(?:require|module\.require|process\.mainModule\.require|require\.main\.require|process\.getBuiltinModule|(?:process\.mainModule|module|require\.main)\.constructor\._load|module\._load|module\.Module\._load)$/;

export function isRequire(path: string | undefined): boolean {
  return path !== undefined && REQUIRES.test(path);
}

function join(object: string, member: string): string {
  return member === 'default' ? object : `${object}.${member}`.replace(GLOBALS, '');
}
