import { createHash } from 'node:crypto';

/** Characters that are gathered before they are hashed: one call for many tokens. */
const CHUNK = 64 * 1024;
/** Of a tree of syntax; fewer are an export, a re-export or one call, which anybody writes alike. */
const MIN_TOKENS = 80;
const MIN_DISTINCT = 25;
const MIN_CALLS = 3;
/** A larger part of literals and of what holds them is a table, which programs write. */
const MAX_DATA = 0.6;
/** Names longer than this are cut: one name may fill a file. */
const MAX_NAME = 100;
/** Bytes of the digest that are kept: 2^64 files until two agree by chance. */
const KEPT_HEX = 32;

/**
 * Makes one hash of the tokens of a syntax tree, in the order of the text. Literals of one kind that follow each other
 * count as one, so that a longer list of targets is the same list.
 */
export class ShapeHash {
  private readonly hash = createHash('sha256');
  private readonly distinct = new Set<string>();
  private pending = '';
  private last = '';
  private tokens = 0;
  private calls = 0;
  private data = 0;

  /** @param kind of the node; @param within the kind of the node around it */
  node(kind: string, within: string, isCall = false): void {
    if (isCall) this.calls += 1;
    this.take(tokenOf(kind, within));
  }

  name(mark: string, name: string, within: string): void {
    this.take(`${mark}${name.length > MAX_NAME ? name.slice(0, MAX_NAME) : name}<${within}\n`);
  }

  /** A literal whose value does not count, or a node that only holds such. */
  literal(kind: string, within: string): void {
    const token = tokenOf(kind, within);
    if (token === this.last) return;
    this.data += 1;
    this.take(token);
  }

  /** Lower-case hex; nothing where so little, or so much of one kind, says nothing of who wrote it. */
  digest(): string | undefined {
    const isTrivial = this.tokens < MIN_TOKENS || this.distinct.size < MIN_DISTINCT || this.calls < MIN_CALLS;
    if (isTrivial || this.data > this.tokens * MAX_DATA) return undefined;
    return this.hash.update(this.pending).digest('hex').slice(0, KEPT_HEX);
  }

  private take(token: string): void {
    this.tokens += 1;
    this.last = token;
    if (this.distinct.size < MIN_DISTINCT) this.distinct.add(token);
    this.pending += token;
    if (this.pending.length < CHUNK) return;
    this.hash.update(this.pending);
    this.pending = '';
  }
}

/** Of kinds only, which are few: the same text again costs no new one. */
const TOKENS = new Map<string, Map<string, string>>();

function tokenOf(kind: string, within: string): string {
  let byKind = TOKENS.get(within);
  if (byKind === undefined) TOKENS.set(within, (byKind = new Map<string, string>()));
  let token = byKind.get(kind);
  if (token === undefined) byKind.set(kind, (token = `${kind}<${within}\n`));
  return token;
}
