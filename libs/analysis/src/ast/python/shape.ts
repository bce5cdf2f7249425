import type { SyntaxNode } from './syntax-node';
import { ShapeHash } from '../shape-hash';

/** A tree larger than this has no shape: a table, or made to cost time. */
const MAX_NODES = 200_000;
/** Written or left out by taste and by formatters. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'block',
  'expression_statement',
  'parenthesized_expression',
  'argument_list',
  'lambda_parameters',
  'parameters',
  'identifier_list',
]);
const NUMBERS: ReadonlySet<string> = new Set(['integer', 'float']);
const DATA: ReadonlySet<string> = new Set(['list', 'tuple', 'dictionary', 'pair', 'set']);
/** Whose unnamed children say what is done. */
const OPERATED: ReadonlySet<string> = new Set([
  'binary_operator',
  'boolean_operator',
  'comparison_operator',
  'unary_operator',
  'augmented_assignment',
]);
/** Where an identifier, anywhere below, is declared. */
const DECLARING: Readonly<Record<string, string>> = {
  assignment: 'left',
  for_statement: 'left',
  for_in_clause: 'left',
  named_expression: 'name',
  function_definition: 'name',
  class_definition: 'name',
  aliased_import: 'alias',
};

interface Step {
  node: SyntaxNode;
  within: string;
  isDeclared: boolean;
}

/** A token whose kind is only known when every declaration was seen, or one that is known. */
type Token =
  { name: string; within: string } | { kind: string; within: string; as: 'node' | 'call' | 'data' | 'fixed' };

/**
 * Hash of what a file does by its shape, as `javascriptShape` makes it: what the file names itself, literals,
 * comments, documentation and layout do not count; names of attributes, modules and built-ins do. Not recursive.
 */
export function pythonShape(root: SyntaxNode): string | undefined {
  const tokens: Token[] = [];
  const declared = new Set<string>();
  const stack: Step[] = [{ node: root, within: '', isDeclared: false }];
  for (let seen = 0; ; seen++) {
    const step = stack.pop();
    if (step === undefined) break;
    if (seen > MAX_NODES) return undefined;
    visit(step, tokens, declared, stack);
  }
  return hashOf(tokens, declared);
}

function hashOf(tokens: readonly Token[], declared: ReadonlySet<string>): string | undefined {
  const hash = new ShapeHash();
  for (const token of tokens) {
    if ('name' in token) {
      if (declared.has(token.name)) hash.node('local', token.within);
      else hash.name('global ', token.name, token.within);
    } else if (token.as === 'data') hash.literal(token.kind, token.within);
    else if (token.as === 'fixed') hash.name('', token.kind, token.within);
    else hash.node(token.kind, token.within, token.as === 'call');
  }
  return hash.digest();
}

function visit(
  { node, within, isDeclared }: Step,
  tokens: Token[],
  declared: Set<string>,
  stack: Step[],
): void {
  const kind = node.kind();
  if (kind === 'comment') return;
  if (kind === 'identifier') {
    const name = node.text();
    if (isDeclared) declared.add(name);
    tokens.push({ name, within });
    return;
  }
  if (kind === 'string' || kind === 'concatenated_string') return text(node, within, tokens, stack);
  if (NUMBERS.has(kind)) {
    tokens.push({ kind: 'number', within, as: 'data' });
    return;
  }
  if (kind === 'import_statement' || kind === 'import_from_statement')
    return imports(node, within, tokens, declared);
  const children = node.children();
  if (kind === 'expression_statement' && children.length === 1 && children[0]?.kind() === 'string') return;
  const isTransparent = TRANSPARENT.has(kind);
  if (!isTransparent)
    tokens.push({ kind, within, as: kind === 'call' ? 'call' : DATA.has(kind) ? 'data' : 'node' });
  below(node, kind, children, { within: isTransparent ? within : kind, isDeclared }, tokens, stack);
}

function below(
  node: SyntaxNode,
  kind: string,
  children: readonly SyntaxNode[],
  { within, isDeclared }: { within: string; isDeclared: boolean },
  tokens: Token[],
  stack: Step[],
): void {
  const named = children.filter((child) => child.isNamed());
  if (OPERATED.has(kind))
    for (const child of children)
      if (!child.isNamed()) tokens.push({ kind: child.kind(), within, as: 'node' });
  if (kind === 'attribute' || kind === 'keyword_argument') {
    // `object.name` and `name=value`: the name is the other side's, and not of this file.
    const at = kind === 'attribute' ? named.length - 1 : 0;
    tokens.push({ kind: `.${named[at]?.text() ?? ''}`, within, as: 'fixed' });
    for (let index = named.length - 1; index >= 0; index--)
      if (index !== at) stack.push({ node: named[index] as SyntaxNode, within, isDeclared: false });
    return;
  }
  const field = DECLARING[kind];
  const declaring = field === undefined ? undefined : node.field(field)?.id();
  const declaresAll =
    isDeclared || kind === 'parameters' || kind === 'lambda_parameters' || kind === 'as_pattern_target';
  for (let index = named.length - 1; index >= 0; index--) {
    const child = named[index] as SyntaxNode;
    stack.push({ node: child, within, isDeclared: declaresAll || child.id() === declaring });
  }
}

/** What a text says does not count; what is computed inside an f-string does. */
function text(node: SyntaxNode, within: string, tokens: Token[], stack: Step[]): void {
  tokens.push({ kind: 'string', within, as: 'data' });
  const inner = node
    .children()
    .filter((child) => child.kind() === 'interpolation' || child.kind() === 'string');
  for (const child of inner.reverse()) stack.push({ node: child, within, isDeclared: false });
}

/** Modules by name, except its own; what they are called here does not count. */
function imports(node: SyntaxNode, within: string, tokens: Token[], declared: Set<string>): void {
  const from = node.field('module_name');
  const source = from?.text() ?? '';
  if (from) tokens.push({ kind: `module ${source.startsWith('.') ? '.' : source}`, within, as: 'fixed' });
  for (const child of node.children()) {
    const kind = child.kind();
    if ((kind !== 'dotted_name' && kind !== 'aliased_import') || child.id() === from?.id()) continue;
    const name = (kind === 'aliased_import' ? child.field('name')?.text() : child.text()) ?? '';
    const alias = kind === 'aliased_import' ? child.field('alias')?.text() : name.split('.')[0];
    if (alias !== undefined) declared.add(alias);
    const mark = from ? 'member' : 'module';
    tokens.push({ kind: source.startsWith('.') ? mark : `${mark} ${name}`, within, as: 'fixed' });
  }
}
