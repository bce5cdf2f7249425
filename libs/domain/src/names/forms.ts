/** Names that have the same form can be taken for each other. Each form is a key of the index. */

/** Without what separates words. */
export const squashed = (name: string): string => name.replace(/[-_.~]/g, '');

export const wordsOf = (name: string): string[] => name.split(/[-_.~]+/).filter((word) => word !== '');

/** The words in an order that does not depend on how they were written. */
export const sortedWords = (name: string): string => wordsOf(name).sort().join('-');

/** The name, and the name without each of its characters: names one slip apart share one of these. */
export function withOneLess(name: string): string[] {
  const forms = new Set([name]);
  for (let at = 0; at < name.length; at += 1) forms.add(name.slice(0, at) + name.slice(at + 1));
  return [...forms];
}
