import { RegistryFacts, registryFactsOf } from '@sallyport/domain';
import { codeOf } from '../../testing/code-of';
import type { PackageHistories } from './package-histories';

export interface HistorySamples {
  /** Has versions with times; `version` is one of them, normalised, and not the first. */
  known: { name: string; version: string };
  /** Nobody has it. */
  absent: string;
}

/** What everything that tells histories holds to. `make` is asked once; `makeDeaf` makes one that gets no answer. */
export function packageHistoriesContract(
  name: string,
  samples: HistorySamples,
  make: () => PackageHistories,
  makeDeaf: () => PackageHistories,
): void {
  describe(`${name} holds to the contract of package histories`, () => {
    const { known, absent } = samples;

    it('tells of every version once, under its one spelling', async () => {
      const { versions, name: told } = await make().load(known.name, []);

      const spelled = versions.map(({ version }) => version);
      expect(told).toBe(known.name);
      expect(spelled).toContain(known.version);
      expect(new Set(spelled).size).toBe(spelled.length);
    });

    it('tells times as ISO 8601 in UTC, or none', async () => {
      const { versions, asOf } = await make().load(known.name, []);

      const times = versions.flatMap(({ publishedAt }) => publishedAt ?? []);
      expect(times.length).toBeGreaterThan(0);
      expect([...times, asOf].filter((time) => new Date(time).toISOString() !== time)).toEqual([]);
    });

    it('knows what the versions that are asked for and those below them depend on', async () => {
      const history = await make().load(known.name, [known.version]);
      const { newDependencies } = registryFactsOf(history, known.version);

      expect(newDependencies).toMatchObject({ value: { previous: expect.any(String) } });
    });

    it('leads to facts that can be sent', async () => {
      const history = await make().load(known.name, [known.version]);

      expect(RegistryFacts.safeParse(registryFactsOf(history, known.version)).error).toBeUndefined();
    });

    it('says where there is no such package', async () => {
      expect(await codeOf(make().load(absent, []))).toBe('package-not-found');
    });

    it('says where no answer came', async () => {
      expect(await codeOf(makeDeaf().load(known.name, []))).toBe('registry-unreachable');
    });
  });
}
