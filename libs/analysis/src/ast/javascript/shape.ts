import { ShapeHash } from '../shape-hash';
import { bareModule } from './scopes';
import { isNode, type Node, type SyntaxTree } from './syntax-tree';

/** Of TypeScript, what runs; the rest are types, which are not walked. */
const RUNS: ReadonlySet<string> = new Set([
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'TSExternalModuleReference',
  'TSParameterProperty',
]);
/** Written or left out by taste, by formatters and by minifiers. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'BlockStatement',
  'ExpressionStatement',
  'EmptyStatement',
  'ParenthesizedExpression',
  'SequenceExpression',
  'VariableDeclaration',
  'TemplateElement',
  'ChainExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
]);
/** Two ways to write one thing. */
const SAME: Readonly<Record<string, string>> = {
  ConditionalExpression: 'IfStatement',
  ArrowFunctionExpression: 'FunctionExpression',
};
const KEYED: ReadonlySet<string> = new Set([
  'Property',
  'MethodDefinition',
  'PropertyDefinition',
  'ImportAttribute',
]);

/**
 * Hash of what a file does by its shape: kinds of nodes, operators, names of properties, of modules and of what the file
 * does not declare itself. Names that it declares, literals, comments, types and layout do not count.
 */
export function javascriptShape(tree: SyntaxTree): string | undefined {
  const declared = declaredNames(tree.nodes);
  const hash = new ShapeHash();
  /** Everything before this offset belongs to a subtree that does not count. */
  let skippedTo = -1;
  for (const node of tree.nodes) {
    if (node.start < skippedTo) continue;
    skippedTo = -1;
    if (TRANSPARENT.has(node.type) && typeof node.directive !== 'string') continue;
    if (typeof node.directive === 'string' || (node.type.startsWith('TS') && !RUNS.has(node.type))) {
      skippedTo = node.end;
      continue;
    }
    const within = kindAround(node);
    const constant = constantOf(node);
    if (constant !== undefined) {
      hash.node(constant, within);
      skippedTo = node.end;
      continue;
    }
    token(hash, node, within, declared);
  }
  return hash.digest();
}

function token(hash: ShapeHash, node: Node, within: string, declared: ReadonlySet<string>): void {
  switch (node.type) {
    case 'Identifier':
      return identifier(hash, node, within, declared);
    case 'Literal':
      return literal(hash, node, within);
    case 'TemplateLiteral':
      return (node.expressions as unknown[]).length === 0
        ? hash.literal('string', within)
        : hash.node('TemplateLiteral', within);
    case 'MemberExpression':
      return hash.node(isComputed(node) ? 'MemberExpression[]' : 'MemberExpression', within);
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'Property':
      return hash.literal(node.type, within);
    case 'CallExpression':
    case 'NewExpression':
    case 'ImportExpression':
      return hash.node(node.type, within, true);
    default:
      hash.node(typeof node.operator === 'string' ? `${node.type}${node.operator}` : kindOf(node), within);
  }
}

function identifier(hash: ShapeHash, node: Node, within: string, declared: ReadonlySet<string>): void {
  const name = String(node.name);
  if (isName(node)) hash.name('.', name, within);
  else if (declared.has(name)) hash.node('local', within);
  else hash.name('global ', name, within);
}

function literal(hash: ShapeHash, node: Node, within: string): void {
  const { value, parent } = node;
  if (typeof value !== 'string') {
    if (typeof value === 'number' || typeof value === 'bigint') hash.literal('number', within);
    else hash.node(typeof value === 'boolean' ? String(value) : value === null ? 'null' : 'regex', within);
    return;
  }
  if (isName(node)) return hash.name('.', value, within);
  // Its own files may lie and be called as anybody likes.
  if (parent !== undefined && isModuleOf(node, parent))
    return hash.name('module ', /^[./]/.test(value) ? '.' : bareModule(value), within);
  hash.literal('string', within);
}

/** `a.b`, `a['b']`, `{ b: 1 }` and `{ 'b': 1 }`, and names by which modules give and take. */
function isName(node: Node): boolean {
  const { parent } = node;
  if (parent === undefined) return false;
  if (parent.type === 'MemberExpression') return parent.property === node && !isComputed(parent);
  if (KEYED.has(parent.type))
    return parent.key === node && (parent.computed !== true || node.type === 'Literal');
  if (parent.type === 'ImportSpecifier') return parent.imported === node;
  return parent.type === 'ExportSpecifier' && parent.exported === node;
}

function isComputed(member: Node): boolean {
  const property = member.property as Node;
  return member.computed === true && !(property.type === 'Literal' && typeof property.value === 'string');
}

function isModuleOf(node: Node, parent: Node): boolean {
  if (parent.source === node) return true;
  if (parent.type !== 'CallExpression' || (parent.arguments as unknown[])[0] !== node) return false;
  const callee = parent.callee as Node;
  return callee.type === 'Identifier' && callee.name === 'require';
}

/** `!0`, `!1` and `void 0`, as minifiers write them. */
function constantOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name === 'undefined' && !isName(node) ? 'undefined' : undefined;
  if (node.type !== 'UnaryExpression') return undefined;
  const argument = node.argument as Node;
  if (argument.type !== 'Literal' || typeof argument.value !== 'number') return undefined;
  if (node.operator === 'void') return 'undefined';
  return node.operator === '!' ? String(argument.value === 0) : undefined;
}

function kindAround(node: Node): string {
  let around = node.parent;
  while (around !== undefined && TRANSPARENT.has(around.type)) around = around.parent;
  return around === undefined ? '' : kindOf(around);
}

function kindOf(node: Node): string {
  return SAME[node.type] ?? node.type;
}

/** Every name that is declared anywhere in the file; which of two things it stands for does not matter here. */
function declaredNames(nodes: readonly Node[]): Set<string> {
  const names = new Set<string>();
  for (const node of nodes) {
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        for (const param of node.params as unknown[]) patternNames(param, names);
        patternNames(node.id, names);
        break;
      case 'VariableDeclarator':
      case 'ClassDeclaration':
      case 'ClassExpression':
        patternNames(node.id, names);
        break;
      case 'CatchClause':
        patternNames(node.param, names);
        break;
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        patternNames(node.local, names);
        break;
      default:
    }
  }
  return names;
}

/** Not recursive: a pattern is as deep as its author likes. */
function patternNames(target: unknown, names: Set<string>): void {
  if (!isNode(target)) return;
  if (target.type === 'Identifier') {
    names.add(String(target.name));
    return;
  }
  const stack: unknown[] = [target];
  while (stack.length > 0) {
    const node = stack.pop();
    if (!isNode(node)) continue;
    if (node.type === 'Identifier') names.add(String(node.name));
    else if (node.type === 'ObjectPattern') for (const each of node.properties as unknown[]) stack.push(each);
    else if (node.type === 'ArrayPattern') for (const each of node.elements as unknown[]) stack.push(each);
    else if (node.type === 'Property') stack.push(node.value);
    else stack.push(node.left, node.argument, node.parameter);
  }
}
