import {
  DEFAULT_POLICY,
  type ClosureDecisionRecord,
  type DecisionRecord,
  type RegistryChange,
} from '@sallyport/domain';
import fc from 'fast-check';
import { checkPackage } from './check';
import { RegistryView } from './registry-view';
import { Replay } from './replay';
import { recordedCheck, type RecordedCheck } from './replay-records';

const AT = '2026-01-01T00:00:00.000Z';
const actor = { kind: 'person' as const, id: 'rita' };
const CURRENT_POLICY = { policy: DEFAULT_POLICY, version: 'same@000000000000' };
const STATES = {
  approved: { approval: 'approved', minMaturity: 'supervised', banReason: null },
  requested: { approval: 'requested', minMaturity: null, banReason: null },
  rejected: { approval: 'rejected', minMaturity: null, banReason: null },
  banned: { approval: 'approved', minMaturity: 'intern', banReason: 'bad' },
} as const;
const MATURITIES = ['student', 'intern', 'supervised', 'autonomous'] as const;

const packagePart = (name: string, state: keyof typeof STATES): RegistryChange['parts'][number] => ({
  kind: 'package',
  action: 'approve',
  ecosystem: 'npm',
  name,
  version: '1.0.0',
  entry: STATES[state],
  actor,
  at: AT,
});
const agentPart = (
  agentId: string,
  maturity: (typeof MATURITIES)[number],
): RegistryChange['parts'][number] => ({
  kind: 'agent',
  action: 'change',
  agentId,
  maturity,
  previous: null,
  actor,
  at: AT,
});

/** What a replica would have recorded of a check at the present revision. */
function recorded(view: RegistryView, agentId: string, name: string): RecordedCheck {
  const check = { agentId, ecosystem: 'npm', name, version: '1.0.0' };
  const { decision, facts } = checkPackage(view, check, { now: Date.parse(AT) });
  const record: DecisionRecord = {
    sequence: 1,
    at: AT,
    agentId,
    maturity: facts.maturity,
    ...facts.package,
    effect: decision.effect,
    reasonCode: decision.reasonCode,
    revision: decision.revision,
  };
  return recordedCheck(record) as RecordedCheck;
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('package' as const),
    name: fc.constantFrom('a', 'b'),
    state: fc.constantFrom(...(Object.keys(STATES) as (keyof typeof STATES)[])),
  }),
  fc.record({
    kind: fc.constant('agent' as const),
    name: fc.constantFrom('ann', 'bob'),
    maturity: fc.constantFrom(...MATURITIES),
  }),
  fc.record({
    kind: fc.constant('check' as const),
    agent: fc.constantFrom('ann', 'bob', 'carl'),
    name: fc.constantFrom('a', 'b', 'c'),
  }),
);

describe('registry-view/replay', () => {
  it('changes nothing where nothing is supposed, whatever happened, in any order of the records', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, isReversed) => {
        const view = new RegistryView();
        const changes: RegistryChange[] = [];
        const checks: RecordedCheck[] = [];
        for (const one of steps) {
          if (one.kind === 'check') {
            checks.push(recorded(view, one.agent, one.name));
            continue;
          }
          const part =
            one.kind === 'agent' ? agentPart(one.name, one.maturity) : packagePart(one.name, one.state);
          changes.push({ revision: changes.length + 1, parts: [part] });
          view.apply(changes.at(-1) as RegistryChange);
        }

        const replay = new Replay(isReversed ? checks.reverse() : checks, { policy: CURRENT_POLICY });
        for (const change of changes) replay.apply(change);

        expect(replay.finish()).toEqual({
          checks: checks.length,
          notReplayed: 0,
          changed: 0,
          changes: [],
          agents: [],
        });
        expect(replay.next).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('stops at a gap, and counts what comes after it as not replayed', () => {
    const view = new RegistryView();
    const changes = [1, 2, 3].map((revision) => ({ revision, parts: [packagePart('a', 'banned')] }));
    const checks = changes.map((change) => {
      view.apply(change);
      return recorded(view, 'ann', 'a');
    });
    const replay = new Replay(checks, {});

    const applied = [changes[0], changes[2]].map((change) => replay.apply(change as RegistryChange));

    expect(applied).toEqual([true, false]);
    expect(replay.finish()).toMatchObject({ checks: 3, notReplayed: 2 });
  });

  it('answers in steps of about so many packages', () => {
    const view = new RegistryView();
    const replay = new Replay(
      ['a', 'b', 'c'].map((name) => recorded(view, 'ann', name)),
      {},
    );

    expect([replay.step(2), replay.step(2)]).toEqual([true, false]);
    expect(replay.finish()).toMatchObject({ checks: 3, notReplayed: 0 });
  });

  const CLOSURE: ClosureDecisionRecord = {
    sequence: 1,
    at: AT,
    agentId: 'ann',
    maturity: 'intern',
    ecosystem: 'npm',
    packages: ['@acme/tool@1.0.0', 'b@2.0.0', 'c@1.0.0'],
    digests: ['', `sha256:${'a'.repeat(64)}`, ''],
    allowed: false,
    refused: [{ name: '@acme/tool', version: '1.0.0', reasonCode: 'banned' }],
    revision: 4,
  };

  it('reads a closure from its record', () => {
    expect(recordedCheck(CLOSURE)).toMatchObject({
      revision: 4,
      isClosure: true,
      packages: [
        {
          name: '@acme/tool',
          version: '1.0.0',
          digest: undefined,
          answer: { effect: 'deny', reasonCode: 'banned' },
        },
        { name: 'b', version: '2.0.0', digest: `sha256:${'a'.repeat(64)}`, answer: { effect: 'allow' } },
        { name: 'c', version: '1.0.0', answer: { effect: 'allow', reasonCode: 'approved' } },
      ],
    });
  });

  it.each(['no-version', '@acme/tool', ''])('does not guess at a record of "%s"', (text) => {
    expect(recordedCheck({ ...CLOSURE, packages: [text] })).toBeUndefined();
  });
});
