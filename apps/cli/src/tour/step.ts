import type { Screen } from '../screen/screen';
import type { TourWorld } from './world';

/** What a step of the tour found. */
export interface StepResult {
  /** One line for the final table and for machines. */
  detail: string;
  /** More for a person, printed while the tour goes on. */
  show?: (screen: Screen) => string;
}

export interface TourStep {
  readonly name: string;
  /** @throws Unexpected, NotPossible, or the DomainError of a call */
  run(world: TourWorld): Promise<StepResult>;
}

/** The product did something else than the tour expects. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

/** An earlier step did not give what this one needs. */
export class NotPossible extends Error {
  override readonly name = 'NotPossible';
}

/** @throws Unexpected */
export function expectThat(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Unexpected(otherwise);
}

/** @throws NotPossible */
export function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new NotPossible(`an earlier step gave no ${what}`);
  return value;
}
