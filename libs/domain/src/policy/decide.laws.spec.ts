import fc from 'fast-check';
import { isAtLeast } from '../agent/maturity';
import { decide } from './decide';
import { CLEAN_ARTIFACT } from './decide.examples';
import { EXCEPTABLE_RULES } from './exception';
import type { Facts } from './facts';
import type { PackageFacts, ReleaseFacts } from './package-facts';
import { governingApproval } from './readings/approval';
import { RULES } from './rules';
import { ago, ban, facts, known, maturity, PUBLISHER_BAN } from './testing/drawn-facts';

/** Runs of each law; the time bound only stops a machine that hangs, and counts as a failure there. */
const RUNS = { numRuns: 6_000, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true };

const isAllowed = (given: Facts) => decide(given, 1).allowed;

/** Every way to know less, by name. What was said against a package is no missing fact when it is withdrawn. */
function poorer(given: Facts): [string, Facts][] {
  const { known: seen } = given;
  const withKnown = (changes: Partial<PackageFacts>): Facts =>
    seen === undefined ? given : { ...given, known: { ...seen, ...changes } };
  const withRelease = (field: keyof ReleaseFacts): Facts =>
    seen === undefined ? given : withKnown({ release: { ...seen.release, [field]: null } });
  return [
    ['known', { ...given, known: undefined }],
    ['artifacts', withKnown({ artifacts: [] })],
    [
      'verdicts',
      withKnown({ artifacts: (seen?.artifacts ?? []).map((one) => ({ ...one, verdict: 'unknown' })) }),
    ],
    ...(
      [
        'publishedAt',
        'yanked',
        'publisher',
        'licence',
        'provenance',
        'provenanceBefore',
        'provenanceSource',
        'provenanceChange',
        'buildScripts',
        'weeklyDownloads',
      ] as const
    ).map((field): [string, Facts] => [`release.${field}`, withRelease(field)]),
    ['advisoryData', { ...given, advisoryData: undefined }],
    [
      'importedAt',
      { ...given, advisoryData: given.advisoryData && { ...given.advisoryData, importedAt: null } },
    ],
    ['policy', { ...given, policy: undefined }],
    ['entry', { ...given, entry: undefined }],
    ['approvals', { ...given, approvals: [] }],
    ['exceptions', { ...given, exceptions: [] }],
    ['fixesInUse', { ...given, fixesInUse: [] }],
    ['registration', { ...given, isAgentRegistered: false }],
    ['maturity', { ...given, maturity: 'student' }],
    ...given.approvals.map((_, index): [string, Facts] => [
      `approval ${index}`,
      { ...given, approvals: given.approvals.filter((__, other) => other !== index) },
    ]),
  ];
}

/** `required: false` is the one leave that a policy can give for a fact that is missing. */
function letsMissingDataPass({ policy: given }: Facts): boolean {
  return given?.rules['advisories-stale'].required === false;
}

/** People can give leave for a missing fact too, by name: an exception from the rule that asks for it, or break-glass. */
function withoutLeaveForMissingFacts(given: Facts): Facts {
  const undecided = RULES.filter(({ effect }) => effect === 'undecided').map(({ code }) => code as string);
  return {
    ...given,
    exceptions: given.exceptions.filter(({ rule }) => !undecided.includes(rule)),
    approvals: given.approvals.map((one) => ({
      ...one,
      grant: one.grant && { ...one.grant, breakGlass: false },
    })),
  };
}

describe('libs/domain/policy/decide: laws', () => {
  it('draws enough that is allowed, refused and undecided for the laws to mean something', () => {
    const effects = fc.sample(facts, { numRuns: 6_000, seed: 7 }).map((given) => decide(given, 1).effect);

    for (const effect of ['allow', 'deny', 'undecided'] as const)
      expect(effects.filter((one) => one === effect).length).toBeGreaterThan(100);
  });

  it('a ban is never allowed, and its being added never makes allow of anything', () => {
    fc.assert(
      fc.property(facts, ban, (given, added) => {
        const decision = decide({ ...given, bans: [...given.bans, added] }, 1);

        expect(decision).toMatchObject({ allowed: false, reasonCode: 'banned' });
      }),
      RUNS,
    );
  });

  it('a ban in the entry alone holds as well', () => {
    fc.assert(
      fc.property(facts, fc.string(), (given, banReason) => {
        const entry = { approval: 'approved' as const, minMaturity: null, ...given.entry, banReason };

        expect(decide({ ...given, entry }, 1).reasonCode).toBe('banned');
      }),
      RUNS,
    );
  });

  it('knowing less never makes allow of what was not allowed', () => {
    fc.assert(
      fc.property(facts.map(withoutLeaveForMissingFacts), (given) => {
        fc.pre(!isAllowed(given));
        const allowed = poorer(given)
          .filter(([what]) => what !== 'approvals' && !what.startsWith('approval '))
          .filter(([what]) => what !== 'advisoryData' || !letsMissingDataPass(given))
          .filter(([, less]) => isAllowed(less));

        expect(allowed.map(([what]) => what)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('under a ban of a publisher, nothing is allowed of which nobody knows who published it', () => {
    fc.assert(
      fc.property(facts.map(withoutLeaveForMissingFacts), fc.constantFrom(null, '', ' '), (given, nobody) => {
        const seen = given.known;
        const unpublished = seen && { ...seen, release: { ...seen.release, publisher: nobody } };

        expect(isAllowed({ ...given, known: unpublished, publisherBans: [PUBLISHER_BAN] })).toBe(false);
      }),
      RUNS,
    );
  });

  it('taking an approval away allows nothing but what another approval covers', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const wrong = poorer(given)
          .filter(([what]) => what.startsWith('approval'))
          .filter(([, less]) => isAllowed(less) && governingApproval(less) === undefined);

        expect(wrong).toEqual([]);
      }),
      RUNS,
    );
  });

  it('an approval without its grant never serves an intern', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const ungranted = given.approvals.map((one) => ({ ...one, grant: undefined }));
        const byName = ungranted.filter(({ selector: { kind } }) => kind !== 'digest');

        expect(isAllowed({ ...given, maturity: 'intern', approvals: byName })).toBe(false);
      }),
      RUNS,
    );
  });

  it('malware is never allowed, whatever was approved or excepted', () => {
    fc.assert(
      fc.property(facts, known, (given, seen) => {
        const bad = { ...CLEAN_ARTIFACT, verdict: 'malicious' as const };
        const decision = decide({ ...given, known: { ...seen, artifacts: [...seen.artifacts, bad] } }, 1);

        expect(decision.allowed).toBe(false);
        expect(['banned', 'malicious']).toContain(decision.reasonCode);
      }),
      RUNS,
    );
  });

  it('nothing is allowed that was not scanned, to students, to suspended agents, or under no policy', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const closed: Partial<Facts>[] = [
          { known: given.known && { ...given.known, artifacts: [] } },
          { maturity: 'student' },
          { isAgentRegistered: false },
          { isAgentSuspended: true },
          { policy: undefined },
          { approvals: [] },
        ];

        expect(closed.filter((changes) => isAllowed({ ...given, ...changes }))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('more maturity never makes deny of allow under a policy that rises with maturity and one approval', () => {
    fc.assert(
      fc.property(facts, maturity, (given, other) => {
        const higher = { ...given, maturity: other };
        fc.pre(isAtLeast(other, given.maturity) && governingApproval(given) === governingApproval(higher));
        const before = decide(given, 1);
        const after = decide(higher, 1);

        expect(before.allowed && !after.allowed ? [before, after] : []).toEqual([]);
      }),
      RUNS,
    );
  });

  it('more maturity under another approval never makes deny of allow, unless break-glass carried it', () => {
    fc.assert(
      fc.property(facts, maturity, (given, other) => {
        fc.pre(isAtLeast(other, given.maturity));
        const before = decide(given, 1);
        const after = decide({ ...given, maturity: other }, 1);

        expect(
          before.allowed && before.breakGlass !== true && after.effect === 'deny' ? [before, after] : [],
        ).toEqual([]);
      }),
      RUNS,
    );
  });

  it('the order of approvals, bans and exceptions says nothing', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const turned = {
          ...given,
          approvals: [...given.approvals].reverse(),
          exceptions: [...given.exceptions].reverse(),
        };
        const [one, two] = [decide(given, 1), decide(turned, 1)];

        expect({ effect: two.effect, code: two.reasonCode, exceptions: two.exceptions }).toEqual({
          effect: one.effect,
          code: one.reasonCode,
          exceptions: one.exceptions,
        });
      }),
      RUNS,
    );
  });

  it('an exception never helps against a rule that is not of the policy', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const leave = EXCEPTABLE_RULES.map((rule, index) => ({
          id: `exception-${index}`,
          rule,
          selector: { kind: 'exact' as const, ...given.package },
          agentId: null,
          owner: 'ada',
          reason: 'why',
          by: 'person:ada',
          grantedAt: ago(1),
          expiresAt: ago(-1),
          state: 'live' as const,
        }));
        const before = decide(given, 1);
        const after = decide({ ...given, exceptions: leave }, 1);

        expect(EXCEPTABLE_RULES.includes(after.reasonCode)).toBe(false);
        expect(after.allowed && !before.allowed && !EXCEPTABLE_RULES.includes(before.reasonCode)).toBe(false);
      }),
      RUNS,
    );
  });
});
