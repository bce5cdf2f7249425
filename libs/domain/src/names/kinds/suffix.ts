import type { Kind } from '../kind';

const LEAST = 4;
/** One reading each, since one ending can be read in two ways: `dotenv2` is no `doten` in its version 2. */
const ENDINGS: readonly RegExp[] = [
  /[-_.]?\d{1,2}$/,
  /[-_.]?v\d{1,2}$/,
  /[-_.]?(?:js|py|ts|node|nodejs|python|javascript|typescript)$/,
  /[-_.]?(?:py|python)[23]$/,
  /[-_.](?:mjs|cjs|es|esm|es6|npm|pip|pypi)$/,
];
/** `urllib2` takes the place of `urllib3`. */
const NUMBER = /^(.*?[a-z])[-_.]?v?(\d{1,2})$/;
const NEXT_NUMBERS = ['2', '3', '4', '5', '6'];
/** A number or a language at the end is ordinary among names that few know. */
const RANK = 1_500;

/** `lodash2`, `requests3`, `requests-py`. */
export const suffix: Kind = {
  kind: 'suffix',
  find: ({ subject: { name }, popular }) => {
    const stems = ENDINGS.map((ending) => name.replace(ending, ''));
    const numbered = NUMBER.exec(name)?.[1];
    const others = NEXT_NUMBERS.map((number) => `${numbered ?? name}${number}`).filter(
      (other) => other !== name,
    );
    return [...new Set([...stems, ...others])]
      .filter((folded) => folded.length >= LEAST && folded !== name)
      .flatMap((folded) => popular.called(folded) ?? [])
      .filter((target) => (popular.rankOf(target) ?? Infinity) <= RANK)
      .map((target) => ({ target, text: `It is ${target} but for a version or a language at the end.` }));
  },
};
