import { parseSync } from 'oxc-parser';
import { MAX_NODES as MAX_MEASURED_NODES, MAX_STACK_KIB, measureJavascript } from './measure';
import { mended, type Fault } from './mended';

/** An ESTree node as oxc gives it, with its parent added. Fields are looked at only after `type` said what it is. */
export interface Node {
  type: string;
  start: number;
  end: number;
  parent?: Node;
  /** The function that it stands in, or is; of what stands in none, the root. */
  scope?: Node;
  [field: string]: unknown;
}

export interface SyntaxTree {
  /** Places that no parser understood and that were left out. */
  readonly leftOut: number;
  /** Every node, parents before children. */
  readonly nodes: readonly Node[];
  readonly text: string;
  lineOf(node: Node): number;
  /** The source of a node on one line, shortened. */
  excerpt(node: Node): string;
}

/** A tree larger than this is not walked; 2 MB of minified code stay below. */
const MAX_NODES = 3_000_000;
/** Characters of lines that the parser makes to show its errors with; more would be memory that the process has not. */
const MAX_SHOWN = 16 * 1024 * 1024;
const MAX_EXCERPT = 160;
export const FUNCTIONS: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

type SourceType = 'module' | 'commonjs' | 'script';
type Language = 'ts' | 'tsx' | 'js' | 'jsx';

/** Why a text is not given to the parser, or undefined: it could end the process, or take more memory than there is. */
export function tooCostly(file: string, text: string, language = languageOf(file)): string | undefined {
  const { nodes, stackKib, badEscapes, longestLine } = measureJavascript(text, language !== 'js');
  if (badEscapes * longestLine > MAX_SHOWN) return `${badEscapes} escapes in it are none`;
  if (stackKib > MAX_STACK_KIB) return 'it is nested too deeply to be parsed';
  return nodes > MAX_MEASURED_NODES
    ? `about ${nodes} words and signs of code, searched and not parsed`
    : undefined;
}

/**
 * Nothing where the text is not JavaScript (or TypeScript) in any of the ways Node.js would read it. What only tools that
 * build programs read, markup and types in a .js, is read as they would; of the rest, what is left once the places are
 * left out that no parser understands.
 */
export function parseJavascript(file: string, given: string): SyntaxTree | undefined {
  const language = languageOf(file);
  const { breaks } = measureJavascript(given, language !== 'js');
  const text = broken(given, breaks);
  const toTree = (root: Node, of = text, leftOut = 0) => treeOf(root, of, breaks, leftOut);
  const order = sourceTypes(file, text);
  let best: Node | undefined;
  for (const sourceType of order) {
    const { root, isWhole } = parsed(file, text, sourceType, language);
    if (isWhole) return toTree(root, text);
    // What the parser could recover from still says what the code does.
    if (sizeOf(root) > sizeOf(best)) best = root;
  }
  if (best !== undefined) return toTree(best, text);
  if (!/\.[cm]?js$/i.test(file) || tooCostly(file, text, 'tsx') !== undefined) return undefined;
  const [sourceType = 'module'] = order;
  for (const dialect of ['jsx', 'tsx'] as const) {
    const { root, isWhole } = parsed(file, text, sourceType, dialect);
    if (isWhole) return toTree(root, text);
  }
  const rest = mended<Node>(text, (changed) => {
    // Without its quote or its comment's sign, what stood in a string or a comment is code.
    if (tooCostly(file, changed, 'jsx') !== undefined) return { fault: undefined, shown: 0 };
    const { root, fault, shown } = parsed(file, changed, sourceType, 'jsx');
    return sizeOf(root) > 0 ? { root } : { fault, shown };
  });
  return rest === undefined ? undefined : toTree(rest.root, rest.text, rest.leftOut);
}

function parsed(
  file: string,
  text: string,
  sourceType: SourceType,
  lang: Language,
): { root: Node; isWhole: boolean; fault: Fault | undefined; shown: number } {
  const { program, errors } = parseSync(file, text, { sourceType, lang });
  return {
    root: program as unknown as Node,
    isWhole: errors.length === 0,
    fault: errors.at(-1)?.labels[0],
    shown: errors.reduce((sum, { codeframe }) => sum + (codeframe?.length ?? 0), 0),
  };
}

function sourceTypes(file: string, text: string): SourceType[] {
  if (/\.mjs$|\.mts$/.test(file)) return ['module', 'commonjs'];
  if (/\.cjs$/.test(file) || !/\b(?:import|export)\b/.test(text)) return ['commonjs', 'script', 'module'];
  return ['module', 'commonjs', 'script'];
}

function languageOf(file: string): Language {
  if (/\.[cm]?ts$/.test(file)) return 'ts';
  return /\.jsx$/.test(file) ? 'jsx' : /\.tsx$/.test(file) ? 'tsx' : 'js';
}

const AROUND = /^(?:ParenthesizedExpression|TSAsExpression|TSNonNullExpression|ChainExpression)$/;

/** Without the brackets and types around it, however many. */
export function bare(node: Node): Node {
  let inner = node;
  while (AROUND.test(inner.type) && isNode(inner.expression)) inner = inner.expression;
  return inner;
}

function sizeOf(root?: Node): number {
  return root === undefined ? 0 : (root.body as unknown[]).length;
}

function broken(text: string, breaks: readonly number[]): string {
  if (breaks.length === 0) return text;
  return [0, ...breaks].map((start, at) => text.slice(start, breaks[at])).join('\n');
}

function treeOf(root: Node, text: string, breaks: readonly number[], leftOut: number): SyntaxTree {
  const nodes = flatten(root);
  const lines = lineStarts(text, breaks);
  const lineOf = (node: Node) => lineAt(lines, node.start);
  const excerpt = (node: Node) =>
    text.slice(node.start, Math.min(node.end, node.start + MAX_EXCERPT)).replace(/\s+/g, ' ');
  return { nodes, text, leftOut, lineOf, excerpt };
}

/** Not recursive: depth is the author's to choose. */
function flatten(root: Node): Node[] {
  const nodes: Node[] = [];
  const stack: Node[] = [root];
  root.scope = root;
  for (let node = stack.pop(); node !== undefined && nodes.length < MAX_NODES; node = stack.pop()) {
    nodes.push(node);
    const children = childrenOf(node);
    for (let at = children.length - 1; at >= 0; at--) {
      const child = children[at] as Node;
      child.parent = node;
      child.scope = FUNCTIONS.has(child.type) ? child : node.scope;
      stack.push(child);
    }
  }
  return nodes;
}

export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const field in node) {
    if (field === 'parent' || field === 'scope') continue;
    const value = node[field];
    if (Array.isArray(value)) for (const each of value) if (isNode(each)) children.push(each);
    if (isNode(value)) children.push(value);
  }
  return children;
}

export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

/** Of the lines that the author wrote: a break of ours stands behind as many others as came before it. */
function lineStarts(text: string, breaks: readonly number[]): number[] {
  const starts = [0];
  let ours = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (breaks[ours] !== undefined && at === (breaks[ours] as number) + ours) ours += 1;
    else starts.push(at + 1);
  }
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
