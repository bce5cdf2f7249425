import { bare, FUNCTIONS, isNode, type Node, type SyntaxTree } from './syntax-tree';
import { keyOf, type Scopes } from './scopes';

/** Members that keep a function for later: commands of a program, routes of a server, tools of a model, tests. */
const KEEPS =
  /^(?:action|command|handler|option|tool|registerTool|registerCommand|prompt|resource|route|use|post|put|delete|describe|it|test|before|after|beforeEach|afterEach|subscribe|addEventListener)$/;
/** Conditions that hold only where the file is run as a program. */
const AS_PROGRAM = /require\.main|import\.meta\.(?:main|url)|process\.argv/;

/**
 * Every node that runs when the file is loaded: outside of functions, in functions that are called from there, and in
 * functions that are handed to something that may call them. Whether a condition holds is left out, but for the ones
 * that ask whether the file is run as a program.
 */
export function onLoad(tree: SyntaxTree, scopes: Scopes): Node[] {
  const byScope = new Map<Node, Node[]>();
  const methods = new Map<string, Node[]>();
  for (const node of tree.nodes) {
    const scope = node.scope ?? node;
    const all = byScope.get(scope) ?? [];
    all.push(node);
    byScope.set(scope, all);
    const isMember = /^(?:Property|MethodDefinition|PropertyDefinition)$/.test(node.type);
    if (isMember && isNode(node.value) && FUNCTIONS.has(node.value.type)) {
      const key = keyOf(node) ?? '';
      methods.set(key, [...(methods.get(key) ?? []), node.value]);
    }
  }
  const [root] = tree.nodes;
  const reached: Node[] = [];
  const entered = new Set<Node>();
  const queue = root === undefined ? [] : [root];
  for (let scope = queue.pop(); scope !== undefined; scope = queue.pop()) {
    if (entered.has(scope)) continue;
    entered.add(scope);
    for (const node of byScope.get(scope) ?? []) {
      if (isOnlyAsProgram(node)) continue;
      reached.push(node);
      if (node.type === 'CallExpression' || node.type === 'NewExpression')
        queue.push(...calledBy(node, scopes, methods));
    }
  }
  return reached;
}

function calledBy(call: Node, scopes: Scopes, methods: ReadonlyMap<string, Node[]>): Node[] {
  const callee = bare(call.callee as Node);
  const member = callee.type === 'MemberExpression' ? ((callee.property as Node).name as string) : undefined;
  const isKept = member !== undefined && KEEPS.test(member);
  const given = isKept ? [] : (call.arguments as Node[]).flatMap((arg) => functionsOf(bare(arg), scopes));
  const called = functionsOf(callee, scopes);
  // `(function () {}).call(this)`
  const applied = /^(?:call|apply|bind)$/.test(member ?? '')
    ? functionsOf(bare(callee.object as Node), scopes)
    : [];
  const own = member === undefined ? [] : (methods.get(member) ?? []);
  const made = call.type === 'NewExpression' ? (methods.get('constructor') ?? []) : [];
  return [...given, ...called, ...applied, ...own, ...made];
}

function functionsOf(node: Node, scopes: Scopes): Node[] {
  if (FUNCTIONS.has(node.type)) return [node];
  if (node.type !== 'Identifier') return [];
  const declaration = scopes.find(node);
  const values = declaration?.values.filter((value) => FUNCTIONS.has(value.type)) ?? [];
  return declaration?.fn === undefined ? values : [declaration.fn, ...values];
}

/** Within an `if` of the same function that asks whether the file is run as a program. */
function isOnlyAsProgram(node: Node): boolean {
  for (let at: Node | undefined = node; at?.parent !== undefined && !FUNCTIONS.has(at.type); at = at.parent) {
    const { parent }: { parent?: Node } = at;
    if (parent?.type === 'IfStatement' && parent.consequent === at && asksForProgram(parent.test as Node))
      return true;
    if (parent?.type === 'LogicalExpression' && parent.right === at && asksForProgram(parent.left as Node))
      return true;
  }
  return false;
}

const MAX_CONDITION = 60;

function asksForProgram(test: Node): boolean {
  const stack: Node[] = [test];
  for (let seen = 0; seen < MAX_CONDITION; seen += 1) {
    const node = stack.pop();
    if (node === undefined) return false;
    if (node.type === 'MemberExpression' && AS_PROGRAM.test(writtenOut(node))) return true;
    for (const field of ['left', 'right', 'object', 'argument', 'callee', 'expression'])
      if (isNode(node[field])) stack.push(node[field]);
    if (Array.isArray(node.arguments)) stack.push(...(node.arguments as Node[]));
  }
  return false;
}

function writtenOut(node: Node): string {
  const object = node.object as Node;
  const name = (node.property as Node).name as string;
  if (object.type === 'MetaProperty') return `import.meta.${name}`;
  return object.type === 'Identifier' ? `${object.name as string}.${name}` : name;
}
