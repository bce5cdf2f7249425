import type { AccusationKind } from './accusation';
import type { InternalNames } from './internal-names';
import type { PopularNames } from './popular-names';
import type { Subject } from './subject';

/** What a kind may look at. */
export interface Suspicion {
  readonly subject: Subject;
  readonly popular: PopularNames;
  readonly internal: InternalNames;
  /** Popular names one slip of the finger away, most popular first; found once for all kinds. */
  readonly near: readonly string[];
}

/** One way to imitate a name: names that are imitated so, each with the words for it. */
export interface Kind {
  readonly kind: AccusationKind;
  readonly find: (suspicion: Suspicion) => readonly { target: string; text: string }[];
}

/** A kind that looks at one pair of folded names at a time, among those that are near. */
export function slip(
  kind: AccusationKind,
  words: string,
  fits: (name: string, target: string) => boolean,
): Kind {
  return {
    kind,
    find: ({ subject, popular, near }) =>
      near
        .filter((target) => fits(subject.name, popular.fold(target)))
        .map((target) => ({ target, text: `It is ${target} with ${words}.` })),
  };
}
