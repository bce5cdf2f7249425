import fc from 'fast-check';
import type { MinMaturity } from '../../agent/maturity';
import type { RegistryFacts } from '../../registry-facts/registry-facts';
import type { PolicyRules, RuleMode } from '../policy';
import { registryWith } from '../registry-examples';

type Changes = Parameters<typeof registryWith>[0];
const perhaps = <Value>(...values: Value[]) =>
  fc.constantFrom<Value | 'unknown' | undefined>(undefined, undefined, undefined, 'unknown', ...values);

/** What a registry says, mostly in order; undefined: it was never asked. */
export const drawnRegistry: fc.Arbitrary<RegistryFacts | undefined> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(undefined) },
  {
    weight: 8,
    arbitrary: fc
      .record({
        deprecated: perhaps({ deprecated: true, message: 'gone' }, { deprecated: true, message: null }),
        publisherChange: perhaps(
          { before: 'bob', changed: true, isNewcomer: true },
          { before: 'bob', changed: true, isNewcomer: false },
          { before: null, changed: false, isNewcomer: false },
        ),
        dormancy: perhaps({ days: 500, previous: '4.0.0' }, { days: 5_000, previous: '4.0.0' }),
        burst: perhaps({ hour: 4, day: 4 }, { hour: 1, day: 30 }),
        versionJump: perhaps(
          { highest: '1.0.0', majors: 2, isLower: false, continuesLine: false },
          { highest: '5.0.0', majors: 0, isLower: true, continuesLine: false },
          { highest: '5.0.0', majors: 0, isLower: true, continuesLine: true },
        ),
        newDependencies: perhaps(
          ...[null, 1, 60].flatMap((ageDays) =>
            (['patch', 'major'] as const).map((step) => ({
              ...{ previous: '4.17.20', step, more: 0 },
              added: [{ name: 'leaf', ageDays }],
            })),
          ),
        ),
        sourceAgainstInside: perhaps({ agrees: false, registry: 'https://a.invalid', inside: null }),
        installScripts: perhaps(
          { agrees: false, registry: false, inside: true },
          { agrees: false, registry: true, inside: false },
        ),
      })
      .map((drawn) =>
        registryWith(
          Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)) as Changes,
        ),
      ),
  },
);

type Rising = <Value>(values: readonly Value[]) => fc.Arbitrary<Record<MinMaturity, Value>>;

/** Any of the rules that a policy may leave out. */
export function registryRules(
  mode: fc.Arbitrary<RuleMode>,
  rising: Rising,
): fc.Arbitrary<Partial<PolicyRules>> {
  const allowing = fc.record({ mode, allow: rising([false, true]) });
  const some = fc.record(
    {
      deprecated: allowing,
      'publisher-changed': fc.record({ mode, allow: rising(['same', 'earlier', 'anyone'] as const) }),
      'long-dormant': fc.record({ mode, maxDays: rising([365, 1_000, 10_000]) }),
      'release-burst': fc.record({ mode, maxInHour: rising([3, 10]), maxInDay: rising([10, 100]) }),
      'version-jump': fc.record({ mode, maxMajors: rising([1, 3]), allowLower: rising([false, true]) }),
      'new-dependency-in-patch': fc.record({ mode, minAgeDays: rising([90, 30, 0]) }),
      'source-mismatch': allowing,
      'install-scripts-hidden': allowing,
    },
    { requiredKeys: [] },
  );
  // Most policies have none: too much would be refused or undecided otherwise.
  return fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: some });
}
