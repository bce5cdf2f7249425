import { parse, registerDynamicLanguage, type SgNode } from '@ast-grep/napi';
import python from '@ast-grep/lang-python';

registerDynamicLanguage({ python });

/** Signs have nothing in them and no name in the grammar. */
const SIGN = /^\W+$/;
/** Kinds of the grammar of Python that no keyword is spelled like; most nodes are of these. */
const NAMED =
  /^(?:identifier|call|attribute|string|integer|float|comment|block|assignment|subscript|[a-z]+(?:_[a-z]+)+)$/;
/** Kinds that are one token. */
const TOKEN = /^(?:identifier|integer|float|comment|string_start|string_end|\W+)$/;
const NONE: readonly SyntaxNode[] = [];
/** What each kind says, found out once: there are some two hundred. */
const KINDS = new Map<string, { isNamed: boolean | undefined; isToken: boolean }>();

function told(kind: string): { isNamed: boolean | undefined; isToken: boolean } {
  let known = KINDS.get(kind);
  if (known === undefined) {
    const isNamed = SIGN.test(kind) ? false : NAMED.test(kind) ? true : undefined;
    known = { isNamed, isToken: TOKEN.test(kind) };
    KINDS.set(kind, known);
  }
  return known;
}

/**
 * Where the fields of a node lie that has exactly these children: so every parser of the grammar builds it, and the native
 * tree need not be asked. Of any other form it is.
 */
const PLACES: Readonly<
  Record<string, { children: number; at: number; sign: string; fields: Record<string, number> }>
> = {
  assignment: { children: 3, at: 1, sign: '=', fields: { left: 0, right: 2 } },
  attribute: { children: 3, at: 1, sign: '.', fields: { object: 0, attribute: 2 } },
  call: { children: 2, at: 1, sign: 'argument_list', fields: { function: 0, arguments: 1 } },
  keyword_argument: { children: 3, at: 1, sign: '=', fields: { name: 0, value: 2 } },
};

/**
 * A node of the tree that ast-grep (tree-sitter) gives. Each question to the native tree is asked once: it costs a
 * microsecond and an object, and a file is gone through many times.
 */
export class SyntaxNode {
  private readonly kindOf: string;
  private ownId: number | undefined;
  private isNamedNode: boolean | undefined;
  private ownRange: ReturnType<SgNode['range']> | undefined;
  private within: readonly SyntaxNode[] | undefined;
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
    return (this.isNamedNode ??= told(this.kindOf).isNamed ?? this.native.isNamed());
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
    const node = this.placed(name) ?? this.asked(name);
    (this.fields ??= new Map()).set(name, node);
    return node;
  }

  private placed(name: string): SyntaxNode | undefined {
    const place = PLACES[this.kindOf];
    const at = place?.fields[name];
    if (place === undefined || at === undefined) return undefined;
    const inner = this.inner();
    const isSo =
      inner.length === place.children &&
      inner[place.at]?.kindOf === place.sign &&
      inner.every(({ kindOf }) => kindOf !== 'ERROR' && kindOf !== 'comment');
    return isSo ? inner[at] : undefined;
  }

  private asked(name: string): SyntaxNode | null {
    const found = this.native.field(name);
    const id = found?.id();
    return id === undefined ? null : (this.inner().find((each) => each.id() === id) ?? null);
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
    return (this.within ??= told(this.kindOf).isToken
      ? NONE
      : this.native.children().map((each) => new SyntaxNode(each, this, this.source)));
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
