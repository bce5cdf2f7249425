import { UNKNOWN_RELEASE, type PackageFacts } from '../policy/package-facts';
import { areSameFacts, mergeRelease } from '../scan/observed-facts';
import { registryFactsOf, unknownFacts } from './derive';
import type { HistoryVersion } from './history';
import { mergeRegistryFacts, releaseOf } from './release-of';
import { AS_OF, historyOf, published } from './testing/history';

const LATER = '2026-07-01T00:00:00.000Z';
const DAY = '2024-01-01T00:00:00.000Z';
const facts = (said: Partial<HistoryVersion>, asOf = AS_OF) =>
  registryFactsOf(historyOf([published('1.0.0', '2024-01-01', said)], { asOf }), '1.0.0');
const known = (registry = facts({ publisher: 'ann' })): PackageFacts => ({
  artifacts: [],
  release: { ...UNKNOWN_RELEASE, registry },
  advisories: { matches: [], data: { loaded: false, advisories: 0, importedAt: null } },
  scanFailed: null,
});

describe('libs/domain/registry-facts/release-of', () => {
  it.each<[string, Partial<HistoryVersion>, object]>([
    ['only its time', {}, { publishedAt: DAY }],
    ['its publisher', { publisher: 'ann' }, { publishedAt: DAY, publisher: 'ann' }],
    ['that it was yanked', { yanked: { yanked: true, reason: null } }, { publishedAt: DAY, yanked: true }],
    ['that it was not', { yanked: { yanked: false, reason: null } }, { publishedAt: DAY, yanked: false }],
    [
      'a deprecation, where nothing is yanked',
      { deprecated: { deprecated: true, message: null } },
      { publishedAt: DAY, yanked: true },
    ],
    [
      'no deprecation, where versions are yanked',
      { deprecated: { deprecated: true, message: null }, yanked: { yanked: false, reason: null } },
      { publishedAt: DAY, yanked: false },
    ],
    [
      'its licence',
      { licence: { expression: 'mit', text: null, classifiers: [] } },
      { publishedAt: DAY, licence: 'MIT' },
    ],
  ])('tells older rules %s', (_title, said, expected) => {
    expect(releaseOf(facts(said))).toEqual(expected);
  });

  it('says nothing of what is not known', () => {
    expect(releaseOf(unknownFacts('away', 's', AS_OF))).toEqual({});
  });

  it('takes the newer answer, whichever comes first', () => {
    const [old, young] = [facts({ publisher: 'ann' }), facts({ publisher: 'eve' }, LATER)];

    expect(mergeRegistryFacts(old, young).publisher).toMatchObject({ value: 'eve', asOf: LATER });
    expect(mergeRegistryFacts(young, old).publisher).toMatchObject({ value: 'eve', asOf: LATER });
  });

  it('keeps what is known, and how old it is, where a newer answer does not say', () => {
    const [old, silent] = [facts({ publisher: 'ann' }), unknownFacts('away', 's', LATER)];

    expect(mergeRegistryFacts(old, silent).publisher).toEqual(old.publisher);
    expect(mergeRegistryFacts(silent, old).publisher).toEqual(old.publisher);
  });

  it('keeps the fields of a scan, and believes the later date', () => {
    const scanned = { ...UNKNOWN_RELEASE, publishedAt: '2024-03-01T00:00:00.000Z', buildScripts: true };

    expect(mergeRelease(scanned, { registry: facts({ publisher: 'ann' }) })).toMatchObject({
      ...{ publishedAt: '2024-03-01T00:00:00.000Z', buildScripts: true, publisher: 'ann' },
      registry: { publisher: { value: 'ann' } },
    });
  });

  it('leaves provenance to whoever verifies it', () => {
    const verified = { ...UNKNOWN_RELEASE, provenance: 'verified' as const };

    expect(mergeRelease(verified, { registry: facts({}) }).provenance).toBe('verified');
  });

  it('is the same where only the time of the answer is another', () => {
    expect(areSameFacts(known(), known(facts({ publisher: 'ann' }, LATER)))).toBe(true);
    expect(areSameFacts(known(), known(facts({ publisher: 'eve' }, LATER)))).toBe(false);
    expect(areSameFacts(known(), known(facts({}, LATER)))).toBe(false);
  });
});
