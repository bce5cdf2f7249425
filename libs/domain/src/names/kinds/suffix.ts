import type { Kind } from '../kind';

const LEAST = 4;
const ENDINGS =
  /^(.*?[a-z])(?:[-_.]?v?\d{1,2}|[-_.]?(?:js|py|ts|py3|py2|python3?|python2|node|nodejs|javascript|typescript)|[-_.](?:mjs|cjs|es|esm|es6|npm|pip|pypi))$/;
/** `urllib2` takes the place of `urllib3`. */
const NUMBER = /^(.*?[a-z])[-_.]?v?(\d{1,2})$/;
const NEXT_NUMBERS = ['2', '3', '4', '5', '6'];
/** A number or a language at the end is ordinary among names that few know. */
const RANK = 1_500;

/** `lodash2`, `requests3`, `requests-py`. */
export const suffix: Kind = {
  kind: 'suffix',
  find: ({ subject: { name }, popular }) => {
    const stem = ENDINGS.exec(name)?.[1] ?? '';
    const numbered = NUMBER.exec(name)?.[1];
    const others = NEXT_NUMBERS.map((number) => `${numbered ?? name}${number}`).filter(
      (other) => other !== name,
    );
    return [stem.replace(/[-_.]$/, ''), ...others]
      .filter((folded) => folded.length >= LEAST && folded !== name)
      .flatMap((folded) => popular.called(folded) ?? [])
      .filter((target) => (popular.rankOf(target) ?? Infinity) <= RANK)
      .map((target) => ({ target, text: `It is ${target} but for a version or a language at the end.` }));
  },
};
