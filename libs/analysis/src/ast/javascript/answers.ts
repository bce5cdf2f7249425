import type { Declaration } from './scopes';
import type { Node } from './syntax-tree';

/** Nothing was found out about it yet; `undefined` is an answer. */
export const OPEN = Symbol('open');
export type Answer = string | undefined;
/** What is asked about: an expression, or a name wherever it is used. */
export type Asked = Node | Declaration;

/** A node whose answer is being worked out. */
interface Frame {
  readonly node: Asked;
  /** The outermost node that its answer leans on by leading back to it. */
  low: number;
  /** Something in it ran into a limit. */
  isCut: boolean;
  /** Something in it leads back to it. */
  isMet: boolean;
  /** Where the provisional answers begin that were found within it. */
  readonly from: number;
}

/** An answer that leans on a node that is not answered yet, or that ran into a limit. */
interface Provisional {
  readonly node: Asked;
  readonly answer: Answer;
  readonly depth: number;
  low: number;
  isCut: boolean;
}

/**
 * What names stand for, found out once. Minified code gives a few names to everything, so most of them lead back to
 * themselves, and walking every way through such a knot takes as many steps as a question has. A node that is met again
 * while it is worked out adds nothing to its own answer; an answer that leans on that is kept once the other has none.
 */
export class Answers {
  private readonly settled = new Map<Asked, Answer>();
  private readonly open = new Map<Asked, number>();
  private readonly frames: Frame[] = [];
  private readonly provisional = new Map<Asked, Provisional>();
  private pending: Provisional[] = [];

  known(node: Asked, depth: number): Answer | typeof OPEN {
    const settled = this.settled.get(node);
    if (settled !== undefined || this.settled.has(node)) return settled;
    const top = this.frames.at(-1);
    if (top === undefined) return OPEN;
    const at = this.open.get(node);
    if (at !== undefined) {
      top.low = Math.min(top.low, at);
      (this.frames[at] as Frame).isMet = true;
      return undefined;
    }
    const found = this.provisional.get(node);
    // What ran into a limit further down may find more from here.
    if (found === undefined || (found.isCut && found.depth > depth)) return OPEN;
    top.low = Math.min(top.low, found.low);
    if (found.isCut) top.isCut = true;
    return found.answer;
  }

  begin(node: Asked): void {
    this.open.set(node, this.frames.length);
    this.frames.push({ node, low: Infinity, isCut: false, isMet: false, from: this.pending.length });
  }

  /** A limit was met. */
  cut(): void {
    const top = this.frames.at(-1);
    if (top !== undefined) top.isCut = true;
  }

  end(answer: Answer, depth: number): void {
    const frame = this.frames.pop() as Frame;
    const { node, isCut, isMet, from } = frame;
    const index = this.frames.length;
    this.open.delete(node);
    const leans = frame.low < index;
    const parent = this.frames.at(-1);
    if (parent !== undefined) {
      if (isCut) parent.isCut = true;
      if (leans) parent.low = Math.min(parent.low, frame.low);
    }
    if (isMet && answer !== undefined) this.drop(from);
    if (isCut) for (const each of this.pending.slice(from)) each.isCut = true;
    if (!leans && !isCut) this.settle(from);
    else if (isMet && leans)
      for (let at = from; at < this.pending.length; at += 1) {
        const each = this.pending[at] as Provisional;
        if (each.low === index) each.low = frame.low;
      }
    // A whole question that was cut short has the answer that it has.
    if ((depth === 0 && parent === undefined) || (!leans && !isCut)) this.settled.set(node, answer);
    else this.lean({ node, answer, depth, low: frame.low, isCut });
    if (parent === undefined) this.drop(0);
  }

  private lean(found: Provisional): void {
    this.provisional.set(found.node, found);
    this.pending.push(found);
  }

  private settle(from: number): void {
    for (const { node, answer, isCut } of this.pending.slice(from)) {
      if (!isCut) this.settled.set(node, answer);
      this.provisional.delete(node);
    }
    this.pending.length = from;
  }

  private drop(from: number): void {
    for (const { node } of this.pending.slice(from)) this.provisional.delete(node);
    this.pending.length = from;
  }
}
