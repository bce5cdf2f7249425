import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../errors';
import { isAtLeast } from '../agent/maturity';
import { ENDPOINTS } from '../contracts';
import { packageId } from '../package/package-id';
import { statusOf, type RegistryEntry } from '../registry/state';
import { decide } from './decide';
import {
  AGENT_COLUMNS,
  AGENT_MATURITY,
  isSuspended,
  SPELLINGS,
  TRUTH_FACTS,
  TRUTH_TABLE,
} from './decide.cases';
import { EXACT_APPROVAL, EXAMPLE_GRANT, EXAMPLES, factsInOrder, policyWith } from './decide.examples';
import type { AgentColumn } from './decide.cases';
import type { Facts } from './facts';
import { NEXT_STEPS } from '../contracts/next-steps';
import { REASON_CODES, type ReasonCode } from './reason-code';
import { isPolicyRule } from './rule';
import { RULES } from './rules';
import { EXCEPTABLE_RULES } from './exception';

function factsOf(entry: RegistryEntry | undefined, column: AgentColumn): Facts {
  const maturity = AGENT_MATURITY[column];
  const minMaturity = entry?.minMaturity ?? null;
  return factsInOrder({
    entry,
    status: statusOf(entry),
    maturity: maturity ?? 'student',
    isAgentRegistered: maturity !== undefined,
    isAgentSuspended: isSuspended(column),
    known: TRUTH_FACTS,
    approvals: minMaturity === null ? [] : [{ ...EXACT_APPROVAL, minMaturity, grant: entry?.grant }],
  });
}

const cells = TRUTH_TABLE.flatMap((row) =>
  AGENT_COLUMNS.map((column) => ({
    state: row.state,
    agent: column,
    expected: row.cells[column],
    entry: row.entry,
    required: row.maturityRequired,
  })),
);
const mayBeAllowed = cells.filter(
  ({ agent }) => !isSuspended(agent) && isAtLeast(AGENT_MATURITY[agent] ?? 'student', 'intern'),
);
const examples = Object.entries(EXAMPLES).map(([code, facts]) => ({ code: code as ReasonCode, facts }));

describe('libs/domain/policy/decide', () => {
  it.each(cells)('$state, asked by $agent: $expected', ({ agent, expected, entry }) => {
    const decision = decide(factsOf(entry, agent), 42);

    expect(decision.reasonCode).toBe(expected);
    expect(decision.allowed).toBe(expected === 'approved');
    expect(decision.allowed).toBe(decision.effect === 'allow');
    expect(decision).toMatchObject({ revision: 42, policyVersion: expect.stringContaining('built-in@') });
  });

  it.each(mayBeAllowed)(
    '$state, asked by $agent: says which maturity would do',
    ({ agent, entry, required }) => {
      expect(decide(factsOf(entry, agent), 1).maturityRequired).toBe(required);
    },
  );

  it('shows the reason of a ban to everyone', () => {
    const entry: RegistryEntry = { approval: 'approved', minMaturity: 'intern', banReason: 'steals tokens' };

    const reasons = AGENT_COLUMNS.map((column) => decide(factsOf(entry, column), 1).reason);

    expect(reasons).toEqual(AGENT_COLUMNS.map(() => 'Banned for all agents: steals tokens'));
  });

  it.each(examples)('$code: the example is answered with it', ({ code, facts }) => {
    const rule = RULES.find((one) => one.code === code);

    const decision = decide(facts, 1);

    expect(decision).toMatchObject({
      reasonCode: code,
      effect: rule?.effect ?? 'undecided',
      allowed: code === 'approved',
    });
    expect(decision.reason).toMatch(/^[A-Z].*[^ ]$/);
  });

  it.each(examples.filter(({ code }) => code !== 'no-rule'))('$code: tells what it rests on', ({ facts }) => {
    expect(decide(facts, 1).evidence.length).toBeGreaterThan(0);
  });

  it.each(examples.filter(({ facts }) => decide(facts, 1).nextStep !== null))(
    '$code: the next step is a call that exists, with fields that it has',
    ({ facts }) => {
      const step = decide(facts, 1).nextStep as { subject: string; request: object };
      const endpoint = ENDPOINTS.find(({ subject }) => subject === step.subject);
      const shape = (
        endpoint?.request as unknown as { shape: Record<string, { safeParse(v: unknown): object }> }
      ).shape;

      const faults = Object.entries(step.request).filter(
        ([field, value]) => !(shape[field]?.safeParse(value) as { success?: boolean } | undefined)?.success,
      );

      expect(endpoint).toBeDefined();
      expect(faults).toEqual([]);
    },
  );

  it('names only calls that exist', () => {
    const subjects = ENDPOINTS.map(({ subject }) => subject);

    expect(Object.values(NEXT_STEPS).filter((subject) => !subjects.includes(subject))).toEqual([]);
  });

  it('has no next step for what nothing helps against', () => {
    const without = examples
      .filter(({ facts }) => decide(facts, 1).nextStep === null)
      .map(({ code }) => code);

    expect(without.sort()).toEqual(['approved', 'banned', 'malicious', 'no-rule']);
  });

  it('shows the more basic reason where many rules of one effect speak', () => {
    const denials = examples.filter(({ facts }) => decide(facts, 1).effect === 'deny');
    // Every example but the ones that replace the same facts: all that is said against it at once.
    const everything = Object.assign({}, ...denials.reverse().map(({ facts }) => facts)) as Facts;

    expect(decide(everything, 1).reasonCode).toBe('banned');
    expect(RULES.map(({ code }) => code)).toEqual(REASON_CODES.filter((code) => code !== 'no-rule'));
  });

  it('tells the rules in dry run that would have refused, and asks no rule that is off', () => {
    const rules = factsInOrder().policy?.rules;
    const tooNew = rules?.['release-too-new'];
    const facts = (mode: 'dry-run' | 'off') =>
      ({
        ...EXAMPLES['release-too-new'],
        policy: policyWith({ 'release-too-new': { ...(tooNew as NonNullable<typeof tooNew>), mode } }),
      }) satisfies Facts;

    const dry = decide(facts('dry-run'), 1);
    const off = decide(facts('off'), 1);

    expect(dry).toMatchObject({ allowed: true, dryRun: ['release-too-new'] });
    expect(off.allowed).toBe(true);
    expect(off).not.toHaveProperty('dryRun');
  });

  it('says nothing that it need not say where all is in order', () => {
    expect(decide(factsInOrder(), 7)).toEqual({
      allowed: true,
      effect: 'allow',
      reasonCode: 'approved',
      reason: 'Approved for intern and above.',
      maturityRequired: 'intern',
      evidence: [{ fact: 'approval', text: 'this version, for intern and above' }],
      nextStep: null,
      eligibleAt: null,
      revision: 7,
      policyVersion: factsInOrder().policyVersion,
    });
  });

  it('hands on what the approval does not grant, and only where it allows', () => {
    const grant = { ...EXAMPLE_GRANT, without: ['network' as const] };
    const approvals = [{ ...EXACT_APPROVAL, grant }];

    expect(decide(factsInOrder({ approvals }), 1).without).toEqual(['network']);
    expect(decide(factsInOrder({ approvals, isAgentSuspended: true }), 1)).not.toHaveProperty('without');
  });

  it('has one rule a reason code, in a file of that name', () => {
    const files = readdirSync(join(__dirname, 'rules'))
      .filter((file) => file !== 'index.ts' && !file.endsWith('.spec.ts'))
      .map((file) => file.replace(/\.ts$/, ''));

    expect(RULES.map((rule) => rule.code).sort()).toEqual(files.sort());
    expect([...RULES.map((rule) => rule.code), 'no-rule'].sort()).toEqual([...REASON_CODES].sort());
  });

  it('lets every rule of the policy be excepted, and of the others only the one for a publisher nobody knows', () => {
    const structural = RULES.filter((rule) => !isPolicyRule(rule)).map(({ code }) => code);
    const ofPolicy = RULES.filter(isPolicyRule).map(({ code }) => code);

    expect([...EXCEPTABLE_RULES].sort()).toEqual([...ofPolicy, 'publisher-unknown'].sort());
    expect(structural).toEqual([
      'banned',
      'malicious',
      'agent-suspended',
      'student-blocked',
      'invented-name',
      'untrusted',
      'approval-expired',
      'maturity-too-low',
      'exact-approval-required',
      'policy-unreadable',
      'unknown-package',
      'pending-review',
      'second-review-pending',
      'not-scanned',
      'scan-incomplete',
      'artifact-changed',
      'approval-unbound',
      'publisher-unknown',
      'approved',
    ]);
  });

  it('keeps reasons and errors apart', () => {
    expect(REASON_CODES.filter((code) => Object.hasOwn(ERROR_CODES, code))).toEqual([]);
  });

  it.each(SPELLINGS)(
    '$ecosystem: every spelling of one version is one identity, and others are not',
    ({ ecosystem, same, different }) => {
      const id = ([name, version]: readonly [string, string]) => packageId({ ecosystem, name, version });
      const first = id(same[0] as readonly [string, string]);

      expect(same.map(id)).toEqual(same.map(() => first));
      expect(
        different.map(id).filter((other) => other.name === first.name && other.version === first.version),
      ).toEqual([]);
    },
  );
});
