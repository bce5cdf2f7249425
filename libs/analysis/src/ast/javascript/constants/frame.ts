import type { Layer } from '../../decoders';
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
/** A name outside of any function that is being worked out, as far as its steps have been gone through. */
export interface Cell {
  value: Value;
  layers: Layer[];
  done: number;
  isReplayed: boolean;
}

export type Code = (frame: Frame | undefined) => Value;

/** What is left to spend for a file and all that is hidden in it. */
export interface Budget {
  fuel: number;
  /** For code that is evaluated and names of modules, when the fuel has gone into the rest of the file. */
  reserve: number;
}

export type { TextOf };
