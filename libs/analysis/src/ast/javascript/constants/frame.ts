import type { TextOf } from '../../../facts/follow/code-readers';
import type { Declaration } from '../scopes';
import type { Node } from '../syntax-tree';
import type { Value } from './value';

/** Names that a function of the file has while it is worked out. */
export interface Frame {
  readonly fn: Node;
  readonly cells: Map<Declaration, Value>;
  readonly outer: Frame | undefined;
  readonly self: Value;
  readonly args: readonly Value[];
}
export type Code = (frame: Frame | undefined) => Value;

/** What is left to spend for a file and all that is hidden in it. */
export interface Budget {
  fuel: number;
}

export type { TextOf };
