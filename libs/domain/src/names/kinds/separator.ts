import { squashed } from '../forms';
import type { Kind } from '../kind';

/** `is-at` and `isat` are too short to be meant for each other. */
const LEAST = 5;

/** `nodefetch`, `lo-dash`, `Lodash`. */
export const separator: Kind = {
  kind: 'separator',
  find: ({ subject: { name, scope }, popular }) => {
    const squash = squashed(name);
    if (scope !== undefined || squash.length < LEAST) return [];
    return popular.ofSquash(squash).map((target) => ({
      target,
      text: `It is ${target} with other separators or letter case.`,
    }));
  },
};
