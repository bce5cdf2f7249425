import type { Verdict } from '../../scan/report';
import { decide } from '../decide';
import { artifacts, EXAMPLE_DIGEST, factsInOrder, OTHER_DIGEST, policyWith } from '../decide.examples';
import type { RuleMode } from '../policy';

const asked = (mode: RuleMode) => policyWith({ 'not-detonated': { mode } });

describe('libs/domain/policy/rules: not-detonated', () => {
  it.each<[boolean | undefined, Verdict | null | undefined, string]>([
    [false, undefined, 'approved'],
    [false, null, 'approved'],
    [true, undefined, 'not-detonated'],
    [true, null, 'not-detonated'],
    // Scanned before anybody asked.
    [undefined, undefined, 'not-detonated'],
    [true, 'clean', 'approved'],
    [true, 'warning', 'approved'],
    [true, 'unknown', 'not-detonated'],
    [true, 'suspicious', 'not-detonated'],
    [true, 'malicious', 'not-detonated'],
  ])('high risk: %s, run as %s: %s', (highRisk, detonated, code) => {
    const known = artifacts({
      ...(highRisk === undefined ? {} : { highRisk }),
      ...(detonated === undefined ? {} : { detonated }),
    });

    expect(decide(factsInOrder({ policy: asked('enforce'), known }), 1).reasonCode).toBe(code);
  });

  it.each<[string, ReturnType<typeof asked> | undefined, string[]]>([
    ['does not speak of it', factsInOrder().policy, []],
    ['has it off', asked('off'), []],
    ['has it in dry run', asked('dry-run'), ['not-detonated']],
  ])('lets pass where the policy %s', (_, policy, told) => {
    const decision = decide(factsInOrder({ policy, known: artifacts({ highRisk: true }) }), 1);

    expect(decision.reasonCode).toBe('approved');
    expect(decision.dryRun ?? []).toEqual(told);
  });

  it('asks of the file that is meant, and names it', () => {
    const known = artifacts({ highRisk: false }, { digest: OTHER_DIGEST, highRisk: true });
    const of = (digest: string) => decide(factsInOrder({ policy: asked('enforce'), known, digest }), 1);

    expect(of(EXAMPLE_DIGEST).reasonCode).toBe('approved');
    expect(decide(factsInOrder({ policy: asked('enforce'), known }), 1)).toMatchObject({
      reasonCode: 'not-detonated',
      evidence: [
        { fact: 'scan', ref: OTHER_DIGEST, text: expect.stringContaining('of high risk and not run') },
      ],
    });
  });

  it.each<[boolean | undefined, Verdict | null | undefined, string]>([
    [true, undefined, 'of high risk and not run'],
    [true, null, 'of high risk and not run'],
    [undefined, undefined, 'not run, and its risk is not known'],
    [undefined, null, 'not run, and its risk is not known'],
    [true, 'suspicious', 'run as suspicious'],
  ])(
    'says what of the second look is missing (high risk: %s, run as %s): %s',
    (highRisk, detonated, what) => {
      const known = artifacts({
        ...(highRisk === undefined ? {} : { highRisk }),
        ...(detonated === undefined ? {} : { detonated }),
      });
      const { reason, evidence } = decide(factsInOrder({ policy: asked('enforce'), known }), 1);

      expect(reason).toBe(`One look does not clear lodash-4.17.21.tgz: ${what}.`);
      expect(evidence.map(({ text }) => text)).toEqual([expect.stringMatching(new RegExp(`, ${what}$`))]);
    },
  );
});
