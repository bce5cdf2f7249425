import type { RuleException } from '../registry/standing';
import { decide } from './decide';
import { EXACT_APPROVAL, EXAMPLE_NOW, EXAMPLES } from './decide.examples';
import { EXCEPTABLE_RULES, liveException } from './exception';
import type { Facts } from './facts';

const at = (milliseconds: number) => new Date(EXAMPLE_NOW + milliseconds).toISOString();
const exception = (changes: Partial<RuleException> = {}): RuleException => ({
  id: 'exception-1',
  rule: 'suspicious',
  selector: EXACT_APPROVAL.selector,
  agentId: null,
  owner: 'ada',
  reason: 'known pattern of this build tool',
  by: 'person:ada',
  grantedAt: '2026-06-01T00:00:00Z',
  expiresAt: at(1),
  state: 'live',
  ...changes,
});
const codes = Object.keys(EXAMPLES) as (keyof typeof EXAMPLES)[];

describe('libs/domain/policy/exception', () => {
  it.each<[string, Partial<RuleException>, boolean]>([
    ['for all agents', {}, true],
    ['for this agent', { agentId: 'agent-7' }, true],
    ['for another agent', { agentId: 'agent-8' }, false],
    ['that ends now', { expiresAt: at(0) }, false],
    ['that has ended', { expiresAt: at(-1) }, false],
    ['whose end cannot be read', { expiresAt: 'never' }, false],
    ['that was withdrawn', { state: 'withdrawn' }, false],
    ['from another rule', { rule: 'build-scripts' }, false],
  ])('an exception %s', (_, changes, helps) => {
    const facts: Facts = { ...EXAMPLES.suspicious, exceptions: [exception(changes)] };

    expect(decide(facts, 1).allowed).toBe(helps);
  });

  it.each(codes.filter((code) => EXCEPTABLE_RULES.includes(code)))(
    '%s may be excepted, and the decision says so',
    (rule) => {
      const decision = decide({ ...EXAMPLES[rule], exceptions: [exception({ rule })] }, 1);

      expect(decision).toMatchObject({ allowed: true, exceptions: ['exception-1'] });
      expect(decision.evidence.at(-1)).toEqual({
        fact: 'exception',
        text: `${rule} is excepted until ${at(1)}; ada answers for it`,
        ref: 'exception-1',
      });
    },
  );

  it.each(codes.filter((code) => !EXCEPTABLE_RULES.includes(code) && code !== 'approved'))(
    '%s may not be excepted',
    (rule) => {
      const decision = decide({ ...EXAMPLES[rule], exceptions: [exception({ rule })] }, 1);

      expect(decision).toMatchObject({ allowed: false, reasonCode: rule });
      expect(decision).not.toHaveProperty('exceptions');
    },
  );

  it('names no exception that made no difference', () => {
    expect(decide({ ...EXAMPLES.approved, exceptions: [exception()] }, 1)).not.toHaveProperty('exceptions');
  });

  it('makes a rule in dry run silent without being counted as used', () => {
    const policy = EXAMPLES.suspicious.policy as NonNullable<Facts['policy']>;
    const dry = {
      ...policy,
      rules: { ...policy.rules, suspicious: { ...policy.rules.suspicious, mode: 'dry-run' as const } },
    };
    const facts: Facts = { ...EXAMPLES.suspicious, policy: dry };

    expect(decide(facts, 1).dryRun).toEqual(['suspicious']);
    const excepted = decide({ ...facts, exceptions: [exception()] }, 1);
    expect(excepted).not.toHaveProperty('dryRun');
    expect(excepted).not.toHaveProperty('exceptions');
  });

  it.each<[string, RuleException[], string]>([
    ['the one that lasts longer', [exception({ id: 'a' }), exception({ id: 'b', expiresAt: at(9) })], 'b'],
    ['the first id of two that end together', [exception({ id: 'b' }), exception({ id: 'a' })], 'a'],
  ])('uses %s, in any order', (_, exceptions, expected) => {
    const facts: Facts = { ...EXAMPLES.suspicious, exceptions };

    expect(liveException('suspicious', facts)?.id).toBe(expected);
    expect(liveException('suspicious', { ...facts, exceptions: [...exceptions].reverse() })?.id).toBe(
      expected,
    );
  });
});
