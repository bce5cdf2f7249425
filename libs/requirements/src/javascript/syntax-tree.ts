import { parseSync } from 'oxc-parser';

/** An ESTree node as oxc gives it, with its parent added. Fields are looked at only after `type` said what it is. */
export interface Node {
  type: string;
  start: number;
  end: number;
  parent?: Node;
  [field: string]: unknown;
}

export interface SyntaxTree {
  /** Every node, parents before children. */
  readonly nodes: readonly Node[];
  readonly text: string;
  readonly comments: readonly { value: string; start: number }[];
  /** Line of the first thing that could not be understood; what could be is in the nodes. */
  readonly broken?: number;
  /** There are more nodes than are walked. */
  readonly isCut: boolean;
  lineAt(offset: number): number;
}

/** 4 MB of minified code stay below. */
const MAX_NODES = 4_000_000;

type Language = 'ts' | 'tsx' | 'js' | 'jsx' | 'dts';
type SourceType = 'module' | 'commonjs' | 'script';

/** In any of the ways in which Node.js, a bundler or TypeScript would read a file of this name. */
export function parseJavascript(file: string, text: string): SyntaxTree {
  let best: { root: Node; comments: SyntaxTree['comments']; at: number } | undefined;
  for (const [lang, sourceType] of readings(file, text)) {
    const { program, comments, errors } = parseSync(file, text, { sourceType, lang });
    const root = program as unknown as Node;
    if (errors.length === 0) return treeOf(root, comments, text, undefined);
    // What the parser could recover from still says what the code imports.
    const at = errors[0]?.labels[0]?.start ?? 0;
    if (best === undefined || (root.body as unknown[]).length > (best.root.body as unknown[]).length)
      best = { root, comments, at };
  }
  return treeOf(best?.root as Node, best?.comments ?? [], text, best?.at ?? 0);
}

function readings(file: string, text: string): [Language, SourceType][] {
  const isModular = /\b(?:import|export)\b/.test(text);
  const types: SourceType[] = /\.[cm]?mjs$|\.mts$/.test(file)
    ? ['module']
    : /\.c[jt]s$/.test(file) || !isModular
      ? ['commonjs', 'script', 'module']
      : ['module', 'commonjs', 'script'];
  return languagesOf(file).flatMap((lang) => types.map((type): [Language, SourceType] => [lang, type]));
}

function languagesOf(file: string): Language[] {
  if (/\.d\.[cm]?ts$/.test(file)) return ['dts', 'ts'];
  if (/\.[cm]?ts$/.test(file)) return ['ts'];
  if (/\.tsx$/.test(file)) return ['tsx'];
  // Bundlers take JSX in `.js`, and types there are Flow's, much of which reads as TypeScript.
  return /\.jsx$/.test(file) ? ['jsx', 'tsx'] : ['js', 'jsx', 'tsx'];
}

function treeOf(
  root: Node,
  comments: SyntaxTree['comments'],
  text: string,
  brokenAt: number | undefined,
): SyntaxTree {
  const lines = lineStarts(text);
  const lineAt = (offset: number): number => lineOfOffset(lines, offset);
  const { nodes, isCut } = flatten(root);
  return {
    nodes,
    text,
    comments,
    isCut,
    lineAt,
    ...(brokenAt === undefined ? {} : { broken: lineAt(brokenAt) }),
  };
}

/** Not recursive: depth is the author's to choose. */
function flatten(root: Node): { nodes: Node[]; isCut: boolean } {
  const nodes: Node[] = [];
  const stack: Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (nodes.length >= MAX_NODES) return { nodes, isCut: true };
    nodes.push(node);
    const children = childrenOf(node);
    for (let at = children.length - 1; at >= 0; at -= 1) {
      const child = children[at] as Node;
      child.parent = node;
      stack.push(child);
    }
  }
  return { nodes, isCut: false };
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const field in node) {
    if (field === 'parent') continue;
    const value = node[field];
    if (Array.isArray(value)) for (const each of value) if (isNode(each)) children.push(each);
    if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOfOffset(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
