import type { Declaration, Scopes } from '../scopes';
import { bare, FUNCTIONS, isNode, type Node, type SyntaxTree } from '../syntax-tree';
import { beyond } from './value';

/** Methods that change what they are called on. */
export const CHANGES =
  /^(?:push|pop|shift|unshift|splice|reverse|sort|fill|set|copy|copyWithin|write\w*|swap\d+|add|delete)$/;
const CHANGES_FIRST = /^(?:assign|defineProperty|defineProperties|setPrototypeOf)$/;
/** A name that is written more often than this is not worked out. */
const MAX_WRITES = 4_000;
/** Functions that write to a name and are called by functions. */
const MAX_CALLERS = 3;
/** Nodes gone through outwards from the writes of one name, and of all names of a file. */
const MAX_OUTWARDS = 400_000;
const MAX_OUTWARDS_OF_FILE = 4_000_000;
const UNKNOWN = Symbol('not worked out');
const BLOCKS = /^(?:Program|BlockStatement|StaticBlock|SwitchCase)$/;

/** What has to be gone through, in its order, to know what a name stands for. */
export interface Slice {
  readonly block: Node;
  readonly steps: readonly Node[];
}

/** Where the names of a file are written to or changed. Made when it is first asked. */
export class Writes {
  private readonly written = new Map<Declaration, Node[]>();
  private readonly called = new Map<Declaration, Node[]>();
  private readonly slices = new Map<Declaration, Slice | typeof UNKNOWN | undefined>();
  private left = MAX_OUTWARDS_OF_FILE;
  private leftOfName = 0;

  constructor(
    tree: SyntaxTree,
    private readonly scopes: Scopes,
  ) {
    for (const node of tree.nodes) this.see(node);
  }

  /** Undefined where nothing writes to it. */
  sliceOf(declaration: Declaration): Slice | undefined {
    if (!this.slices.has(declaration)) {
      // For good where the way ends in `beyond`: it is not gone twice.
      this.slices.set(declaration, UNKNOWN);
      this.slices.set(declaration, this.slice(declaration));
    }
    const slice = this.slices.get(declaration);
    return slice === UNKNOWN ? beyond() : slice;
  }

  private see(node: Node): void {
    switch (node.type) {
      case 'VariableDeclarator':
        if (isNode(node.init) || isOfLoop(node)) this.pattern(node.id as Node, node);
        return;
      case 'AssignmentExpression':
        return this.pattern(node.left as Node, node);
      case 'UpdateExpression':
        return this.pattern(node.argument as Node, node);
      case 'ForOfStatement':
      case 'ForInStatement':
        if ((node.left as Node).type !== 'VariableDeclaration') this.pattern(node.left as Node, node);
        return;
      case 'CallExpression':
        return this.call(node);
      default:
    }
  }

  private call(node: Node): void {
    const callee = bare(node.callee as Node);
    const args = node.arguments as Node[];
    if (callee.type === 'Identifier') {
      const declaration = this.scopes.find(callee);
      if (declaration === undefined) return;
      add(this.called, declaration, node);
      if (node.parent?.type === 'ExpressionStatement') for (const arg of args) this.root(arg, node);
      return;
    }
    if (isInvokedFunction(callee)) for (const arg of args) this.root(arg, node);
    if (callee.type !== 'MemberExpression') return;
    const property = callee.property as Node;
    const name = callee.computed === true ? property.value : property.name;
    if (typeof name !== 'string' || CHANGES.test(name)) this.root(callee.object as Node, node);
    if (typeof name === 'string' && CHANGES_FIRST.test(name) && args[0]) this.root(args[0], node);
  }

  private pattern(target: Node, node: Node): void {
    switch (target.type) {
      case 'ObjectPattern':
        for (const each of target.properties as Node[])
          this.pattern((each.type === 'RestElement' ? each.argument : each.value) as Node, node);
        return;
      case 'ArrayPattern':
        for (const each of target.elements as unknown[]) if (isNode(each)) this.pattern(each, node);
        return;
      case 'AssignmentPattern':
        return this.pattern(target.left as Node, node);
      case 'RestElement':
        return this.pattern(target.argument as Node, node);
      default:
        return this.root(target, node);
    }
  }

  /** `a` of `a.b[c]` */
  private root(target: Node, node: Node): void {
    let at = target;
    while (at.type === 'MemberExpression' || at.type === 'ParenthesizedExpression')
      at = (at.object ?? at.expression) as Node;
    const declaration = at.type === 'Identifier' ? this.scopes.find(at) : undefined;
    if (declaration !== undefined) add(this.written, declaration, node);
  }

  private slice(declaration: Declaration): Slice | undefined {
    const writes = this.written.get(declaration) ?? [];
    if (writes.length > MAX_WRITES) return beyond();
    if (writes.length === 0) return undefined;
    this.leftOfName = MAX_OUTWARDS;
    const ways = writes.flatMap((write) => this.ways(write, declaration.scope, 0));
    const [first] = ways;
    if (first === undefined) return undefined;
    // The innermost block that holds all of them.
    const shared = [...first.keys()].find((block) => ways.every((way) => way.has(block)));
    if (shared === undefined) return undefined;
    const [only] = writes;
    const isPlain = ways.length === 1 && only?.type === 'AssignmentExpression' && only.operator === '=';
    const isOfName = isPlain && (only.left as Node).type !== 'MemberExpression';
    const steps = isOfName ? [only] : [...new Set(ways.map((way) => way.get(shared) as Node))];
    return { block: shared, steps: steps.sort((a, b) => a.start - b.start) };
  }

  /** From a write outwards: each block it stands in, with the step of that block it stands in. */
  private ways(write: Node, scope: Node, hops: number): Map<Node, Node>[] {
    const way = new Map<Node, Node>();
    let step = write;
    let at = write;
    for (let parent = at.parent; parent !== undefined; parent = at.parent) {
      // Callers of callers multiply, and each way is as long as its write stands deep.
      if (--this.leftOfName < 0 || --this.left < 0) return beyond();
      if (BLOCKS.test(parent.type)) way.set(parent, step);
      if (!isByItself(at, parent)) step = parent;
      if (parent === scope) return [way];
      if (FUNCTIONS.has(parent.type) && !isCalledInPlace(parent))
        return hops >= MAX_CALLERS
          ? []
          : this.callsOf(parent).flatMap((call) => this.ways(call, scope, hops + 1));
      at = parent;
    }
    return [way];
  }

  private callsOf(fn: Node): readonly Node[] {
    const holder = fn.parent?.type === 'VariableDeclarator' ? (fn.parent.id as Node) : fn.id;
    const declaration = isNode(holder) && holder.type === 'Identifier' ? this.scopes.find(holder) : undefined;
    return declaration === undefined ? [] : (this.called.get(declaration) ?? []);
  }
}

/** An element of `a, b, c`, where that is a whole statement, goes by itself: the others need not be known. */
function isByItself(at: Node, parent: Node): boolean {
  if (parent.type === 'SequenceExpression') return parent.parent?.type === 'ExpressionStatement';
  return (
    parent.type === 'ExportNamedDeclaration' ||
    (parent.type === 'ExpressionStatement' && at.type === 'SequenceExpression') ||
    (parent.type === 'VariableDeclaration' && isListed(parent))
  );
}

function isListed(statement: Node): boolean {
  return BLOCKS.test(statement.parent?.type ?? '') || statement.parent?.type === 'ExportNamedDeclaration';
}

function isOfLoop(declarator: Node): boolean {
  return /^For(?:Of|In)Statement$/.test(declarator.parent?.parent?.type ?? '');
}

/** `(function () {})()`, `(() => {}).call(this)` */
function isInvokedFunction(callee: Node): boolean {
  if (FUNCTIONS.has(callee.type)) return true;
  return callee.type === 'MemberExpression' && FUNCTIONS.has(bare(callee.object as Node).type);
}

/** Called where it stands, or handed to something that calls it. */
function isCalledInPlace(fn: Node): boolean {
  let at = fn;
  while (at.parent !== undefined && /^(?:ParenthesizedExpression|MemberExpression)$/.test(at.parent.type))
    at = at.parent;
  return fn.type !== 'FunctionDeclaration' && at.parent?.type === 'CallExpression';
}

function add(to: Map<Declaration, Node[]>, declaration: Declaration, node: Node): void {
  const held = to.get(declaration);
  if (held === undefined) to.set(declaration, [node]);
  else held.push(node);
}
