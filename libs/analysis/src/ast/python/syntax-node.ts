import { parse, registerDynamicLanguage, type SgNode } from '@ast-grep/napi';
import python from '@ast-grep/lang-python';

registerDynamicLanguage({ python });

/**
 * A node of the tree that ast-grep (tree-sitter) gives. Each question to the native tree is asked once: it costs a
 * microsecond and an object, and a file is gone through many times.
 */
export class SyntaxNode {
  private readonly kindOf: string;
  private ownId: number | undefined;
  private isNamedNode: boolean | undefined;
  private ownRange: ReturnType<SgNode['range']> | undefined;
  private within: SyntaxNode[] | undefined;
  private fields: Map<string, SyntaxNode | null> | undefined;

  constructor(
    private readonly native: SgNode,
    private readonly above: SyntaxNode | null,
    /** The whole text: a part of it takes no memory, where each nested node's own text would. */
    private readonly source: string,
  ) {
    this.kindOf = native.kind() as string;
  }

  kind(): string {
    return this.kindOf;
  }

  isNamed(): boolean {
    return (this.isNamedNode ??= this.native.isNamed());
  }

  text(): string {
    const { start, end } = this.range();
    return this.source.slice(start.index, end.index);
  }

  /** Unlike any other node of its tree. */
  id(): number {
    return (this.ownId ??= this.native.id());
  }

  range(): ReturnType<SgNode['range']> {
    return (this.ownRange ??= this.native.range());
  }

  parent(): SyntaxNode | null {
    return this.above;
  }

  /** In order, punctuation with them. A copy: who asks may change it. */
  children(): SyntaxNode[] {
    return [...this.inner()];
  }

  child(at: number): SyntaxNode | null {
    return this.inner()[at] ?? null;
  }

  field(name: string): SyntaxNode | null {
    const known = this.fields?.get(name);
    if (known !== undefined) return known;
    const found = this.native.field(name);
    const id = found?.id();
    const node = id === undefined ? null : (this.inner().find((each) => each.id() === id) ?? null);
    (this.fields ??= new Map()).set(name, node);
    return node;
  }

  /** Every node of one kind below this one, in the order of the text. */
  below(kind: string): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    const stack = [...this.inner()].reverse();
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.kindOf === kind) found.push(node);
      const inner = node.inner();
      for (let at = inner.length - 1; at >= 0; at -= 1) stack.push(inner[at] as SyntaxNode);
    }
    return found;
  }

  private inner(): readonly SyntaxNode[] {
    return (this.within ??= this.native.children().map((each) => new SyntaxNode(each, this, this.source)));
  }
}

export function parsePython(text: string): SyntaxNode {
  return new SyntaxNode(parse('python', text).root(), null, text);
}

/** Counted from 1. */
export function lineOf(node: SyntaxNode): number {
  return node.range().start.line + 1;
}

/** What is shown of it: on one line, and not long. */
export function excerpt(node: SyntaxNode): string {
  return node.text().slice(0, 160).replace(/\s+/g, ' ');
}
