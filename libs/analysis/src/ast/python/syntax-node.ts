import type { Language, TreeCursor } from 'web-tree-sitter';
import { pythonTree } from './grammar';

const NONE: readonly SyntaxNode[] = [];
/** What the grammar calls what it cannot place; the list of its kinds does not have it. */
const ERROR: Kind = { kind: 'ERROR', isNamed: true, isToken: false };
/** Kinds that have nothing in them. */
const TOKEN = /^(?:identifier|integer|float|comment|\W+)$/;
let kinds: readonly Kind[] | undefined;

interface Kind {
  readonly kind: string;
  readonly isNamed: boolean;
  readonly isToken: boolean;
}

/** What all nodes of a tree share. */
interface Source {
  readonly text: string;
  /** Where its lines start, found when the first one is asked for. */
  lines?: readonly number[];
}

/**
 * A node of the tree that tree-sitter gives, taken over as a whole: a file is gone through many times, and each question
 * to the parser costs more than any of these.
 */
export class SyntaxNode {
  private within: SyntaxNode[] | undefined;

  constructor(
    private readonly source: Source,
    private readonly its: Kind,
    /** What it is of the one above: `left`, `arguments`, … */
    private readonly fieldOf: string | null,
    private readonly above: SyntaxNode | null,
    private readonly place: number,
    /** In UTF-16 code units from the start of the text, as `end`, which is behind it. */
    readonly start: number,
    readonly end: number,
  ) {
    if (above !== null) (above.within ??= []).push(this);
  }

  kind(): string {
    return this.its.kind;
  }

  isNamed(): boolean {
    return this.its.isNamed;
  }

  text(): string {
    return this.source.text.slice(this.start, this.end);
  }

  /** Unlike any other node of its tree. */
  id(): number {
    return this.place;
  }

  /** Counted from 1. */
  line(): number {
    return lineAt((this.source.lines ??= startsOfLines(this.source.text)), this.start);
  }

  parent(): SyntaxNode | null {
    return this.above;
  }

  /** In order, punctuation with them. */
  children(): readonly SyntaxNode[] {
    return this.within ?? NONE;
  }

  child(at: number): SyntaxNode | null {
    return this.within?.[at] ?? null;
  }

  field(name: string): SyntaxNode | null {
    return this.within?.find(({ fieldOf }) => fieldOf === name) ?? null;
  }

  /** Whether there may be something in it that is asked for; of a text, only what it computes is. */
  mayHold(): boolean {
    if (this.its.kind === 'string') return isFormatted(this.source.text, this.start);
    return !this.its.isToken;
  }

  /** Every node of one kind below this one, in the order of the text. */
  below(kind: string): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    const stack = this.children().toReversed();
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.its.kind === kind) found.push(node);
      const inner = node.children();
      for (let at = inner.length - 1; at >= 0; at -= 1) stack.push(inner[at] as SyntaxNode);
    }
    return found;
  }
}

/**
 * Undefined where parsing takes too long.
 * @throws Error where the parser is not ready, or fails
 */
export function parsePython(text: string): SyntaxNode | undefined {
  return pythonTree(text, (tree) => {
    const { language } = tree;
    const known = (kinds ??= kindsOf(language));
    const source: Source = { text };
    let count = 0;
    return takenOver(tree.walk(), (cursor, above) => {
      const kind = known[cursor.nodeTypeId] ?? ERROR;
      const field = language.fields[cursor.currentFieldId] ?? null;
      const { startIndex, endIndex } = cursor;
      return new SyntaxNode(source, kind, field, above, count++, startIndex, endIndex);
    });
  });
}

/** By their numbers. */
function kindsOf(language: Language): Kind[] {
  return language.types.map((kind, id) => ({
    kind,
    isNamed: language.nodeTypeIsNamed(id),
    isToken: TOKEN.test(kind),
  }));
}

/** Every node, the ones above first. Not recursive: depth is the author's to choose. */
function takenOver(
  cursor: TreeCursor,
  take: (cursor: TreeCursor, above: SyntaxNode | null) => SyntaxNode,
): SyntaxNode {
  const root = take(cursor, null);
  let node = root;
  for (;;) {
    if (node.mayHold() && cursor.gotoFirstChild()) {
      node = take(cursor, node);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      const above = node.parent();
      if (above === null || !cursor.gotoParent()) {
        cursor.delete();
        return root;
      }
      node = above;
    }
    node = take(cursor, node.parent());
  }
}

/** `f"{…}"`, `rf'…'`, `t"…"`: by the letters before the quote (The Python Language Reference, 2.4). */
function isFormatted(text: string, at: number): boolean {
  return /^[a-z]{0,2}[ft][a-z]{0,2}["']/i.test(text.slice(at, at + 6));
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line that starts at this place or before it, counted from 1. */
function lineAt(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** Counted from 1. */
export function lineOf(node: SyntaxNode): number {
  return node.line();
}

/** What is shown of it: on one line, and not long. */
export function excerpt(node: SyntaxNode): string {
  return node.text().slice(0, 160).replace(/\s+/g, ' ');
}
