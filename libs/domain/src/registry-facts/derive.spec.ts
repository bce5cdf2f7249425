import fc from 'fast-check';
import { registryFactsOf, unknownFacts } from './derive';
import { FACT_CASES } from './derive.cases';
import { UNSAID } from './history';
import { REGISTRY_FACT_NAMES, RegistryFacts } from './registry-facts';
import { AS_OF, historyOf, published } from './testing/history';
import { predecessorOf } from './timeline';

const FROM = { source: 'fake registry', asOf: AS_OF };

describe('libs/domain/registry-facts/derive', () => {
  it.each(FACT_CASES.filter(({ unknown }) => unknown === undefined))(
    '$fact: $title',
    ({ fact, versions, of, ecosystem = 'npm', more = {}, surroundings, value }) => {
      const facts = registryFactsOf(historyOf(versions, { ecosystem, ...more }), of, surroundings);

      expect(facts[fact]).toEqual({ value, ...FROM });
      expect(RegistryFacts.safeParse(facts).error).toBeUndefined();
    },
  );

  it.each(FACT_CASES.filter(({ unknown }) => unknown !== undefined))(
    '$fact is not known: $title',
    ({ fact, versions, of, ecosystem = 'npm', more = {}, surroundings, unknown }) => {
      const facts = registryFactsOf(historyOf(versions, { ecosystem, ...more }), of, surroundings);

      expect(facts[fact]).toEqual({ unknown: expect.stringContaining(unknown as string), ...FROM });
      expect(RegistryFacts.safeParse(facts).error).toBeUndefined();
    },
  );

  it('has a case of a value and of a gap for every fact that can be either', () => {
    const seen = new Set(FACT_CASES.map(({ fact, unknown }) => `${fact} ${unknown === undefined}`));

    const missing = REGISTRY_FACT_NAMES.filter((name) => !seen.has(`${name} true`));

    // Who published it is a case of its own below; the rest of the gaps all come from a time that is missing.
    expect(missing).toEqual(['publisher']);
  });

  it('names who published it, without what a terminal would obey', () => {
    const history = historyOf([published('1.0.0', null, { publisher: 'ann\u202e' })]);

    expect(registryFactsOf(history, '1.0.0').publisher).toEqual({ value: 'ann\\u202e', ...FROM });
  });

  it('cuts an endless message', () => {
    const message = 'use other '.repeat(5_000);
    const history = historyOf([published('1.0.0', null, { deprecated: { deprecated: true, message } })]);

    expect(registryFactsOf(history, '1.0.0').deprecated).toEqual({
      value: { deprecated: true, message: expect.stringMatching(/^use other .{100,190}$/) },
      ...FROM,
    });
  });

  it('knows nothing of a version that the registry does not list', () => {
    const facts = registryFactsOf(historyOf([published('1.0.0', '2024-01-01')]), '2.0.0');

    expect(Object.values(facts)).toEqual(
      REGISTRY_FACT_NAMES.map(() => ({ unknown: 'the registry does not list this version', ...FROM })),
    );
  });

  it('keeps a reason of any length, and one of none, as facts that can be sent', () => {
    const facts = ['', 'x'.repeat(5_000)].map((why) => unknownFacts(why, 's', AS_OF));

    expect(facts.flatMap((one) => RegistryFacts.safeParse(one).error ?? [])).toEqual([]);
  });

  it.each([
    ['a finished one before a later pre-release', '1.1.0', '1.0.0'],
    ['whatever is below, for a pre-release', '1.1.0-rc.2', '1.1.0-rc.1'],
    ['none for the first', '1.0.0', undefined],
    ['none for what is not listed', '3.0.0', undefined],
  ])('compares with %s', (_title, version, expected) => {
    const history = historyOf([
      published('1.0.0', '2024-01-01'),
      published('1.1.0-rc.1', '2024-02-01'),
      published('1.1.0-rc.2', '2024-03-01'),
      published('1.1.0', '2024-04-01'),
      published('1.2.0', null),
    ]);

    expect(predecessorOf(history, version)).toBe(expected);
  });

  it('answers for one of 50,000 versions', () => {
    const versions = Array.from({ length: 50_000 }, (_, n) =>
      published(
        `${Math.floor(n / 1_000)}.${n % 1_000}.0`,
        new Date(1_500_000_000_000 + n * 60_000).toISOString(),
      ),
    );

    const facts = registryFactsOf(historyOf(versions), '49.999.0');

    expect(facts.versionJump).toMatchObject({ value: { highest: '49.998.0', majors: 0 } });
    expect(facts.burst).toMatchObject({ value: { hour: 61, day: 1_441 } });
  });

  it('never throws, and what it says can always be sent', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'x'.repeat(3_000), '\u0000', ' ', 'MIT'));
    const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const time = fc.oneof(
      fc.constantFrom('2024-01-01T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', '', 'x', '2024-02-30'),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    );
    const version = fc.record({
      version: fc.constantFrom('1.0.0', '1.0.1', '2.0.0', '2.0.0-a', '90071992547409.0.0'),
      publishedAt: perhaps(time),
      yanked: perhaps(fc.record({ yanked: fc.boolean(), reason: perhaps(text) })),
      deprecated: perhaps(fc.record({ deprecated: fc.boolean(), message: perhaps(text) })),
      publisher: perhaps(text),
      maintainers: perhaps(fc.array(text)),
      dependencies: perhaps(fc.array(fc.constantFrom('a', 'b', '__proto__'))),
      licence: perhaps(
        fc.record({ expression: perhaps(text), text: perhaps(text), classifiers: fc.array(text) }),
      ),
      repository: perhaps(fc.oneof(text, fc.webUrl())),
      installScripts: perhaps(fc.boolean()),
    });

    fc.assert(
      fc.property(
        fc.array(version, { maxLength: 6 }),
        perhaps(fc.array(text)),
        perhaps(fc.double()),
        perhaps(fc.oneof(text, fc.webUrl())),
        (versions, maintainers, weeklyDownloads, repository) => {
          const history = historyOf([{ ...UNSAID, version: '1.0.0' }, ...versions], {
            maintainers,
            weeklyDownloads,
          });
          const facts = registryFactsOf(history, '1.0.0', { inside: { repository, installScripts: true } });

          expect(RegistryFacts.safeParse(facts).error).toBeUndefined();
        },
      ),
    );
  });
});
