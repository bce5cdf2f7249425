import { FIRST_VERSION, type VersionDelta } from '../../registry/delta/version-delta';
import { hook } from '../../scan/testing/profiles';
import { decide } from '../decide';
import {
  EXACT_APPROVAL,
  EXAMPLE_DIGEST,
  EXAMPLES,
  factsInOrder,
  policyWith,
  STANDING_APPROVAL,
} from '../decide.examples';
import { deltaWith } from '../delta-examples';
import type { ApprovalFact, Facts } from '../facts';
import type { PolicyRules } from '../policy';

const npm = { ecosystem: 'npm' as const, name: 'lodash' };
const RULES = (factsInOrder().policy as NonNullable<Facts['policy']>).rules;
const GAINED = deltaWith({ capabilities: ['network', 'subprocess'] });
const ADDED = deltaWith({
  hooks: { added: [hook()], changed: [] },
  hooksAndCode: { added: [hook()], changed: [] },
});
const CODE_ONLY = deltaWith({
  hooksAndCode: { added: [], changed: [{ what: 'code', before: hook(), after: hook({ code: 'c2' }) }] },
});
const UNKNOWN: VersionDelta = { kind: 'unknown', from: '4.17.20', why: 'no scan of 4.17.20 is known' };

const ask = (changes: Partial<Facts>) =>
  decide(
    factsInOrder({ entry: undefined, maturity: 'supervised', approvals: [STANDING_APPROVAL], ...changes }),
    1,
  );
const reason = (changes: Partial<Facts>) => ask(changes).reasonCode;
const by = (selector: ApprovalFact['selector']) => [{ ...STANDING_APPROVAL, selector }];
const rules = (changes: Partial<PolicyRules>) => ({ policy: policyWith(changes) });
const BOTH_OFF = rules({
  'capability-gained': { ...RULES['capability-gained'], mode: 'off' },
  'install-script-changed': { ...RULES['install-script-changed'], mode: 'off' },
});
const perMaturity = <Value>(supervised: Value, others: Value) => ({
  intern: others,
  supervised,
  autonomous: others,
});

describe('libs/domain/policy/rules: what is new since the approved version', () => {
  it.each<[string, VersionDelta | undefined, string]>([
    ['nothing is new', deltaWith({}), 'approved'],
    ['a capability', GAINED, 'capability-gained'],
    ['a hook', ADDED, 'install-script-changed'],
    ['other code behind the same command', CODE_ONLY, 'approved'],
    ['there is no version before', FIRST_VERSION, 'approved'],
    ['it could not be compared', UNKNOWN, 'delta-unknown'],
    ['nobody compared it', undefined, 'delta-unknown'],
  ])('%s', (_title, delta, expected) => {
    expect(reason({ delta })).toBe(expected);
  });

  it.each<[string, ApprovalFact[], string]>([
    ['all versions', by({ kind: 'all', ...npm }), 'capability-gained'],
    ['a range', by({ kind: 'range', ...npm, range: '>=4.0.0 <5.0.0-0' }), 'capability-gained'],
    ['a pattern', by({ kind: 'pattern', ecosystem: 'npm', pattern: 'lod*' }), 'capability-gained'],
    ['this version', [EXACT_APPROVAL], 'approved'],
    ['this file', by({ kind: 'digest', digest: EXAMPLE_DIGEST }), 'approved'],
    ['this version beside a range', [STANDING_APPROVAL, EXACT_APPROVAL], 'approved'],
    ['nothing', [], 'unknown-package'],
  ])('asks where the approval is for %s', (_title, approvals, expected) => {
    expect(reason({ approvals, delta: GAINED })).toBe(expected);
  });

  it('needs no comparison where somebody has looked at this very version', () => {
    expect(reason({ approvals: [EXACT_APPROVAL], delta: UNKNOWN })).toBe('approved');
    expect(reason({ approvals: [], delta: undefined })).toBe('unknown-package');
  });

  it('lets capabilities pass that the policy allows for the maturity', () => {
    const allowing = (...supervised: PolicyRules['capability-gained']['allow']['supervised']) =>
      rules({ 'capability-gained': { mode: 'enforce', allow: perMaturity(supervised, []) } });

    expect(reason({ delta: GAINED, ...allowing('network') })).toBe('capability-gained');
    expect(ask({ delta: GAINED, ...allowing('network') }).reason).not.toContain('network');
    expect(reason({ delta: GAINED, ...allowing('network', 'subprocess') })).toBe('approved');
    expect(reason({ delta: GAINED, maturity: 'autonomous', ...allowing('network', 'subprocess') })).toBe(
      'capability-gained',
    );
  });

  it('lets hooks change where the policy does, and watches their code where it does', () => {
    const setting = (allow: boolean, codeToo: boolean) =>
      rules({
        'install-script-changed': {
          ...{ mode: 'enforce', allow: perMaturity(allow, false), codeToo: perMaturity(codeToo, false) },
        },
      });

    expect(reason({ delta: ADDED, ...setting(true, true) })).toBe('approved');
    expect(reason({ delta: CODE_ONLY, ...setting(false, true) })).toBe('install-script-changed');
    expect(reason({ delta: CODE_ONLY, ...setting(false, false) })).toBe('approved');
    expect(reason({ delta: CODE_ONLY, ...setting(true, true) })).toBe('approved');
  });

  it.each<[string, Partial<PolicyRules>, string, string[] | undefined]>([
    ['both are in force', {}, 'delta-unknown', undefined],
    [
      'one is in force',
      { 'capability-gained': { ...RULES['capability-gained'], mode: 'off' } },
      'delta-unknown',
      undefined,
    ],
    [
      'one is in force, the other in dry run',
      { 'capability-gained': { ...RULES['capability-gained'], mode: 'dry-run' } },
      'delta-unknown',
      undefined,
    ],
    [
      'the one in force could refuse this agent nothing',
      {
        'capability-gained': { ...RULES['capability-gained'], mode: 'off' },
        'install-script-changed': { ...RULES['install-script-changed'], allow: perMaturity(true, false) },
      },
      'approved',
      undefined,
    ],
    [
      'one is in dry run',
      {
        'capability-gained': { ...RULES['capability-gained'], mode: 'dry-run' },
        'install-script-changed': { ...RULES['install-script-changed'], mode: 'off' },
      },
      'approved',
      ['delta-unknown'],
    ],
    [
      'the other is in dry run',
      {
        'capability-gained': { ...RULES['capability-gained'], mode: 'off' },
        'install-script-changed': { ...RULES['install-script-changed'], mode: 'dry-run' },
      },
      'approved',
      ['delta-unknown'],
    ],
  ])('wants to know what is new where %s', (_title, changed, expected, dryRun) => {
    const decision = ask({ delta: UNKNOWN, ...rules(changed) });

    expect([decision.reasonCode, decision.dryRun]).toEqual([expected, dryRun]);
  });

  it('asks nothing where both are off', () => {
    expect(reason({ delta: UNKNOWN, ...BOTH_OFF })).toBe('approved');
    expect(reason({ delta: GAINED, ...BOTH_OFF })).toBe('approved');
    expect(reason({ delta: ADDED, ...BOTH_OFF })).toBe('approved');
  });

  it('only tells of it in dry run', () => {
    const dry = rules({ 'capability-gained': { ...RULES['capability-gained'], mode: 'dry-run' } });

    expect(ask({ delta: GAINED, ...dry })).toMatchObject({ allowed: true, dryRun: ['capability-gained'] });
  });

  it('says what was gained, since when, and asks for a review', () => {
    expect(ask({ delta: GAINED })).toMatchObject({
      effect: 'undecided',
      reason: 'It gained network, subprocess since 4.17.20, which was approved.',
      evidence: [
        { fact: 'scan', text: 'new since 4.17.20, which was approved: network' },
        { fact: 'scan', text: 'new since 4.17.20, which was approved: subprocess' },
      ],
      nextStep: { request: { requirements: ['lodash@4.17.21'], closure: true } },
    });
    expect(ask({ delta: { ...GAINED, how: 'scanned' } as VersionDelta }).reason).toBe(
      'It gained network, subprocess since 4.17.20, which was scanned and which nobody approved.',
    );
  });

  it('says what starts by itself, and what did', () => {
    const hooks = {
      added: [hook({ name: 'x.pth', command: 'import x' })],
      changed: [
        { what: 'command' as const, before: hook(), after: hook({ command: 'node evil.js' }) },
        { what: 'code' as const, before: hook({ name: 'install' }), after: hook({ name: 'install' }) },
      ],
    };

    expect(ask({ delta: deltaWith({ hooks }) })).toMatchObject({
      effect: 'undecided',
      reason: 'What starts by itself changed since 4.17.20, which was approved (3).',
      evidence: [
        { fact: 'scan', text: 'x.pth is new: import x' },
        { fact: 'scan', text: 'postinstall: node evil.js, before: node setup.js' },
        { fact: 'scan', text: 'install: node setup.js runs other code' },
      ],
      nextStep: { request: { requirements: ['lodash@4.17.21'] } },
    });
  });

  it('tells ten of many, each short and printable', () => {
    const added = Array.from({ length: 11 }, (_, n) =>
      hook({ name: `h${n}`, command: 'x\u0007'.repeat(400) }),
    );

    const { evidence } = ask({ delta: deltaWith({ hooks: { added, changed: [] } }) });

    expect(evidence).toHaveLength(10);
    expect(evidence[0]?.text).toMatch(/^h0 is new: x\\u0007.*\(\d+ characters\)$/);
    expect(evidence[0]?.text.length).toBeLessThan(2_000);
  });

  it('says why it is not known', () => {
    expect(ask({ delta: UNKNOWN })).toMatchObject({
      effect: 'undecided',
      reason: 'It is not known what is new since the version before.',
      evidence: [{ fact: 'scan', text: 'unknown: no scan of 4.17.20 is known' }],
      nextStep: { request: { requirements: ['lodash@4.17.21'] } },
    });
    expect(ask({ delta: undefined }).evidence).toEqual([
      { fact: 'scan', text: 'unknown: nobody compared it' },
    ]);
  });

  it.each<[string, VersionDelta]>([
    ['capability-gained', GAINED],
    ['install-script-changed', ADDED],
    ['delta-unknown', UNKNOWN],
  ])('%s: time does not heal it, so an approval in an emergency does not pass it either', (code, delta) => {
    const grant = { ...(STANDING_APPROVAL.grant as NonNullable<ApprovalFact['grant']>), breakGlass: true };

    expect(reason({ delta, approvals: [{ ...STANDING_APPROVAL, grant }] })).toBe(code);
  });

  it('is passed by an exception', () => {
    const rule = 'capability-gained' as const;
    const exception = {
      ...{ id: 'e1', rule, selector: { kind: 'all' as const, ...npm }, agentId: null, owner: 'ada' },
      ...{ reason: 'why', by: 'person:ada', grantedAt: '2026-01-01T00:00:00Z', state: 'live' as const },
      expiresAt: '2027-01-01T00:00:00Z',
    };

    expect(decide({ ...EXAMPLES[rule], exceptions: [exception] }, 1).reasonCode).toBe('approved');
  });
});
