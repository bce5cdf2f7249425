import { sortedWords, wordsOf } from '../forms';
import type { Kind } from '../kind';

/** `fetch-node`. */
export const wordOrder: Kind = {
  kind: 'word-order',
  find: ({ subject: { name, scope }, popular }) => {
    const words = wordsOf(name);
    if (scope !== undefined || words.length < 2) return [];
    return popular
      .ofWords(sortedWords(name))
      .filter((target) => wordsOf(popular.fold(target)).join('-') !== words.join('-'))
      .map((target) => ({ target, text: `It has the words of ${target} in another order.` }));
  },
};
