import { foldPublisher } from '../../package/selector-publisher';
import { exceptFrom } from '../next-step';
import { evidenceOfBan } from '../readings/bans';
import type { Evidence } from '../decision';
import type { Facts } from '../facts';
import type { StructuralRule } from '../rule';

/** More bans than a person reads are counted and not named: the answer must not grow with the registry. */
const MOST_NAMED = 10;

export const publisherUnknown: StructuralRule = {
  code: 'publisher-unknown',
  effect: 'undecided',
  exceptable: true,
  summary:
    'A publisher is banned in the ecosystem, and who published this release is not known: it may be theirs. A ban by publisher therefore stops every release there whose publisher is not known, until that is recorded or an exception is granted.',
  judge: (facts) => {
    if (facts.publisherBans.length === 0 || isPublisherKnown(facts)) return undefined;
    return {
      reason: `Publishers of ${facts.package.ecosystem} are banned, and it is not known whether this release is theirs.`,
      evidence: [{ fact: 'release', text: 'its publisher is not known' }, ...named(facts.publisherBans)],
      nextStep: exceptFrom('publisher-unknown', facts),
    };
  },
};

/** A name that folds to nothing names nobody, and would match no ban. */
function isPublisherKnown({ known }: Facts): boolean {
  return foldPublisher(known?.release.publisher ?? '') !== '';
}

function named(bans: Facts['publisherBans']): Evidence[] {
  const evidence = bans.slice(0, MOST_NAMED).map(evidenceOfBan);
  const more = bans.length - evidence.length;
  return more === 0 ? evidence : [...evidence, { fact: 'ban', text: `and ${more} more bans of publishers` }];
}
