import type { Kind } from '../kind';
import { combosquat } from './combosquat';
import { dependencyConfusion } from './dependency-confusion';
import { homoglyph } from './homoglyph';
import { insertion } from './insertion';
import { omission } from './omission';
import { repetition } from './repetition';
import { scope } from './scope';
import { separator } from './separator';
import { substitution } from './substitution';
import { suffix } from './suffix';
import { transposition } from './transposition';
import { wordOrder } from './word-order';

/** From the most telling to the least: where several kinds lead to one target, the first is told. */
export const IMITATIONS: readonly Kind[] = [
  homoglyph,
  separator,
  transposition,
  repetition,
  omission,
  scope,
  substitution,
  insertion,
  suffix,
  wordOrder,
  combosquat,
];
export { dependencyConfusion };
