import { seenAs, skeletonOf } from '../confusables';
import type { Kind } from '../kind';

/** Shorter names have too few characters for a likeness to mean anything; other alphabets are never chance. */
const LEAST = 4;

/** `l0dash`, `rnoment`, and `lоdash` with a Cyrillic о. */
export const homoglyph: Kind = {
  kind: 'homoglyph',
  find: ({ subject, popular }) => {
    const seen = popular.fold(subject.isAscii ? subject.name : seenAs(subject.raw));
    const alike = new Set(popular.ofSkeleton(skeletonOf(seen)));
    const same = subject.isAscii ? undefined : popular.called(seen);
    if (same !== undefined) alike.add(same);
    return [...alike]
      .filter((target) => popular.fold(target) !== subject.name || !subject.isAscii)
      .filter((target) => target.length >= LEAST || !subject.isAscii)
      .map((target) => ({
        target,
        text: subject.isAscii
          ? `It looks like ${target}: characters are replaced by others of the same shape.`
          : `It looks like ${target}, with characters that are not ASCII.`,
      }));
  },
};
