import { FUNCTIONS, isNode, type Node, type SyntaxTree } from './syntax-tree';

/** What a name stands for: the expressions it may be given, or a module it was imported from. */
export interface Declaration {
  /** An imported module or a member of it: `child_process`, `child_process.exec`. */
  path?: string;
  /** Values given to it, first ones only. */
  values: Node[];
  /** Taken out of a value by destructuring: `const { exec } = value`. */
  member?: string;
  /** The function that the name declares. */
  fn?: Node;
  /** The function it belongs to, or the root. */
  readonly scope: Node;
  isParameter?: boolean;
}

const MAX_VALUES = 8;

/**
 * Names by the function that declares them. Blocks are not told apart from their function: one name for two
 * things in one function gets the values of both, which can only add to what is found.
 */
export class Scopes {
  private readonly scopes = new Map<Node, Map<string, Declaration>>();
  /** What names were found to stand for, once nothing is declared any more. */
  private found: Map<Node, Declaration | null> | undefined;

  constructor(tree: SyntaxTree) {
    for (const node of tree.nodes) this.declare(node);
    for (const node of tree.nodes) this.follow(node);
    this.found = new Map();
  }

  find(identifier: Node): Declaration | undefined {
    const known = this.found?.get(identifier);
    if (known !== undefined) return known ?? undefined;
    const declaration = this.search(identifier);
    this.found?.set(identifier, declaration ?? null);
    return declaration;
  }

  private search(identifier: Node): Declaration | undefined {
    const name = identifier.name as string;
    for (
      let scope: Node | undefined = scopeOf(identifier);
      scope !== undefined;
      scope = scope.parent && scopeOf(scope.parent)
    ) {
      const found = this.scopes.get(scope)?.get(name);
      if (found) return found;
    }
    return undefined;
  }

  private declare(node: Node): void {
    if (node.type === 'VariableDeclarator')
      this.pattern(node.id as Node, scopeOf(node), isNode(node.init) ? node.init : undefined);
    if (FUNCTIONS.has(node.type)) {
      for (const param of node.params as Node[]) {
        this.pattern(param, node, undefined);
        if (param.type === 'Identifier') this.name(param, node).isParameter = true;
      }
      if (node.type === 'FunctionDeclaration' && isNode(node.id))
        this.name(node.id, node.parent ? scopeOf(node.parent) : node).fn = node;
    }
    if (node.type === 'ClassDeclaration' && isNode(node.id)) this.name(node.id, scopeOf(node));
    if (node.type === 'ImportDeclaration') this.imported(node);
  }

  private imported(node: Node): void {
    const module = bareModule(String((node.source as Node).value));
    for (const specifier of node.specifiers as Node[]) {
      const isNamed = specifier.type === 'ImportSpecifier';
      const member = isNamed
        ? String((specifier.imported as Node).name ?? (specifier.imported as Node).value)
        : 'default';
      this.name(specifier.local as Node, scopeOf(node)).path =
        member === 'default' ? module : `${module}.${member}`;
    }
  }

  /** Later assignments, and arguments of calls to functions of this file. */
  private follow(node: Node): void {
    if (node.type === 'AssignmentExpression' && (node.left as Node).type === 'Identifier') {
      const declaration = this.find(node.left as Node) ?? this.name(node.left as Node, rootOf(node));
      addValue(declaration, node.right as Node);
    }
    if (node.type !== 'CallExpression' || (node.callee as Node).type !== 'Identifier') return;
    const declaration = this.find(node.callee as Node);
    const fn = declaration?.fn ?? declaration?.values.find((value) => FUNCTIONS.has(value.type));
    const params = (fn?.params as Node[] | undefined) ?? [];
    (node.arguments as Node[]).forEach((argument, index) => {
      const param =
        params[index]?.type === 'AssignmentPattern' ? (params[index]?.left as Node) : params[index];
      if (param?.type === 'Identifier' && fn) addValue(this.name(param, fn), argument);
    });
  }

  private pattern(target: Node, scope: Node, value: Node | undefined, member?: string): void {
    if (target.type === 'Identifier') {
      const declaration = this.name(target, scope);
      if (value) addValue(declaration, value);
      if (member !== undefined) declaration.member = member;
    }
    if (target.type === 'AssignmentPattern')
      this.pattern(target.left as Node, scope, value ?? (target.right as Node), member);
    if (target.type === 'RestElement') this.pattern(target.argument as Node, scope, undefined);
    if (target.type === 'ArrayPattern')
      for (const each of target.elements as unknown[]) if (isNode(each)) this.pattern(each, scope, undefined);
    if (target.type !== 'ObjectPattern') return;
    for (const property of target.properties as Node[]) {
      if (property.type === 'RestElement') this.pattern(property, scope, undefined);
      else this.pattern(property.value as Node, scope, value, keyOf(property));
    }
  }

  private name(identifier: Node, scope: Node): Declaration {
    const names = this.scopes.get(scope) ?? new Map<string, Declaration>();
    this.scopes.set(scope, names);
    const name = identifier.name as string;
    const declaration = names.get(name) ?? { values: [], scope };
    names.set(name, declaration);
    return declaration;
  }
}

/** The name of a property that is written out, or undefined. */
export function keyOf(property: Node): string | undefined {
  const key = property.key as Node;
  if (property.computed !== true && key.type === 'Identifier') return key.name as string;
  return key.type === 'Literal' ? String(key.value) : undefined;
}

/** `node:fs` and `fs` are one module. */
export function bareModule(specifier: string): string {
  return specifier.replace(/^node:/, '');
}

function addValue(declaration: Declaration, value: Node): void {
  if (declaration.values.length < MAX_VALUES) declaration.values.push(value);
}

function scopeOf(node: Node): Node {
  return node.scope ?? node;
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.parent !== undefined) root = root.parent;
  return root;
}
