import type { Kind } from '../kind';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Words that promise a better or the true one of something that exists. */
const PROMISES = words(
  `official original real true genuine secure safe fix fixed fixes patch patched hotfix latest updated update upgraded
   pro plus premium new beta stable unofficial free full`,
);
/** Words that honest packages also add; they count only for names that everybody knows. */
const ADDITIONS = words(
  `cli util utils lib library core api client sdk helper helpers tool tools toolkit dev module package pkg wrapper
   lite extra extras ext plugin node nodejs npm js python py pip python3 py3 data test tests common runtime build
   install setup get simple easy fast super the my better`,
);
const ADDITIONS_RANK = 400;
const LEAST = 4;

/** `lodash-utils`, `python-requests`, `express-official`. */
export const combosquat: Kind = {
  kind: 'combosquat',
  find: ({ subject: { name, scope }, popular }) => {
    if (scope !== undefined) return [];
    const found = [...parted(name, PROMISES, Infinity), ...parted(name, ADDITIONS, ADDITIONS_RANK)];
    return found.flatMap(({ rest, word, rank }) => {
      const target = rest.length < LEAST ? undefined : popular.called(rest);
      if (target === undefined || (popular.rankOf(target) ?? Infinity) > rank) return [];
      return [{ target, text: `It is ${target} with "${word}" added.` }];
    });
  },
};

function parted(name: string, added: readonly string[], rank: number) {
  const first = /^([a-z0-9]+)[-_.]+(.+)$/.exec(name);
  const last = /^(.+?)[-_.]+([a-z0-9]+)$/.exec(name);
  return [
    { word: first?.[1] ?? '', rest: first?.[2] ?? '', rank },
    { word: last?.[2] ?? '', rest: last?.[1] ?? '', rank },
  ].filter(({ word }) => added.includes(word));
}
