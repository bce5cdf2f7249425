import type { MinMaturity } from '../../agent/maturity';
import { decide } from '../decide';
import { EXAMPLES, EXPIRED_GRANT, policyWith, STANDING_APPROVAL } from '../decide.examples';
import type { ApprovalFact, Facts } from '../facts';
import type { RuleMode } from '../policy';

const GIVEN = EXAMPLES['name-accused'];
const reason = (changes: Partial<Facts>) => decide({ ...GIVEN, ...changes }, 1).reasonCode;
const by = (selector: ApprovalFact['selector'], changes: Partial<ApprovalFact> = {}) => ({
  approvals: [{ ...STANDING_APPROVAL, selector, ...changes }],
});
const { ecosystem, name } = GIVEN.package;
const cleared = (state: 'absent' | 'appeared' | 'cleared'): Facts['name'] => ({
  ...{ state, firstAskedAt: '2026-01-01T00:00:00Z', lastAskedAt: '2026-01-01T00:00:00Z', times: 1 },
  ...{ askedBy: [], appearedAt: null },
});
const policy = (mode: RuleMode, stops: Partial<Record<MinMaturity, boolean>> = {}) => ({
  policy: policyWith({
    'name-accused': { mode, stops: { intern: true, supervised: true, autonomous: true, ...stops } },
  }),
});

describe('libs/domain/policy/rules/name-accused', () => {
  it.each<[string, Partial<Facts>, string]>([
    ['approved by a pattern, which is given without seeing every name', {}, 'name-accused'],
    [
      'approved by a pattern in an emergency',
      {
        approvals: GIVEN.approvals.map((one) => ({
          ...one,
          grant: { ...(one.grant ?? EXPIRED_GRANT), expiresAt: null, breakGlass: true },
        })),
      },
      'name-accused',
    ],
    ['that speaks for nothing', { accusations: [] }, 'approved'],
    ['with an approval of all its versions', by({ kind: 'all', ecosystem, name }), 'approved'],
    [
      'with an approval of a range',
      by({ kind: 'range', ecosystem, name, range: '>=4.0.0 <5.0.0-0' }),
      'approved',
    ],
    [
      'with one that has ended beside the pattern',
      {
        approvals: [
          ...GIVEN.approvals,
          {
            ...STANDING_APPROVAL,
            id: 'ended',
            selector: { kind: 'all', ecosystem, name },
            grant: EXPIRED_GRANT,
          },
        ],
      },
      'name-accused',
    ],
    ['without any approval', { approvals: [] }, 'name-accused'],
    ['that a person cleared', { name: cleared('cleared') }, 'approved'],
    ['that agents only asked for', { name: cleared('absent') }, 'name-accused'],
    ['in dry run', policy('dry-run'), 'approved'],
    ['under a policy that does not ask', policy('off'), 'approved'],
    ['that does not stop this maturity', policy('enforce', { supervised: false }), 'approved'],
    ['that does not stop another maturity', policy('enforce', { autonomous: false }), 'name-accused'],
  ])('a name %s', (_title, changes, code) => {
    expect(reason(changes)).toBe(code);
  });

  it('tells whom the name imitates and how, and what a reviewer could do', () => {
    const decision = decide(GIVEN, 1);

    expect(decision).toMatchObject({ allowed: false, effect: 'undecided' });
    expect(decision.reason).toContain('may be taken for lodash');
    expect(decision.evidence).toEqual([expect.objectContaining({ fact: 'name', ref: 'lodash' })]);
    expect(decision.nextStep?.subject).toBe('governance.package.approve');
    expect(decide({ ...GIVEN, approvals: [] }, 1).nextStep?.subject).toBe('governance.package.request');
  });

  it('tells in dry run that it would have stopped it', () => {
    expect(decide({ ...GIVEN, ...policy('dry-run') }, 1).dryRun).toEqual(['name-accused']);
  });

  it('never stands before a denial', () => {
    expect(
      reason({ bans: [{ id: null, selector: { kind: 'all', ecosystem, name }, reason: 'squat' }] }),
    ).toBe('banned');
  });
});
