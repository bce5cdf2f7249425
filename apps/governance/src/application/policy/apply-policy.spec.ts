import {
  CURRENT,
  DEFAULT_POLICY,
  DEFAULT_POLICY_VERSION,
  parsePolicy,
  policyRefused,
  type Actor,
} from '@sallyport/domain';
import { npm, reasonFor, rita } from '../governance.fake';
import { ApplyInitialPolicy } from './apply-initial-policy';
import { policyWorld, textOf, type PolicyWorld } from './policy-world.fake';

const STRICT = textOf('strict', {
  'closure-too-large': { mode: 'enforce', maxPackages: { intern: 1, supervised: 2, autonomous: 3 } },
});
const stored = (text: string) => ({
  kind: 'policy' as const,
  key: CURRENT,
  action: 'apply',
  value: { text, version: 'x@000000000000', digest: `sha256:${'0'.repeat(64)}` },
  at: '2026-01-01T00:00:00.000Z',
  actor: rita,
});

describe('governance/application/policy/apply-policy', () => {
  let world: PolicyWorld;

  beforeEach(async () => {
    world = await policyWorld();
  });

  it('puts a policy in force for every check after the reply', async () => {
    await world.approved('lodash');
    const before = await world.checkPackage.answer({ agentId: 'supervised', ...npm('lodash') });

    const { version, changed, revision } = await world.apply.apply({ actor: rita, text: STRICT });

    const after = await world.checkPackage.answer({ agentId: 'supervised', ...npm('lodash') });
    expect(before).toMatchObject({ allowed: true, policyVersion: DEFAULT_POLICY_VERSION });
    expect({ version, changed }).toEqual({ version: parsePolicy(STRICT).version, changed: 1 });
    expect(after).toMatchObject({ allowed: true, policyVersion: version, revision });
    await expect(world.get.get()).resolves.toEqual({
      ...{ text: STRICT, version, builtIn: false, revision },
      detonation: 'off',
    });
  });

  it('changes nothing where the same text is in force', async () => {
    const first = await world.apply.apply({ actor: rita, text: STRICT });

    await expect(world.apply.apply({ actor: rita, text: STRICT })).resolves.toMatchObject({
      revision: first.revision,
      changed: 0,
      unchanged: 1,
    });
  });

  it.each<Actor>([
    { kind: 'agent', id: 'a1' },
    { kind: 'service', id: 'scanner' },
  ])('refuses %p', async (actor) => {
    await expect(world.apply.apply({ actor, text: STRICT })).rejects.toMatchObject({
      code: 'reviewer-refused',
    });
    expect(world.current.view.policy.builtIn).toBe(true);
  });

  const LAX_INTERN = STRICT.replace('intern: 1\n', 'intern: 9\n');
  it.each([
    ['that is no YAML', ': : [', /line 1/],
    [
      'of another shape',
      STRICT.replace('malwareReportsBan: true', 'malwareReportsBan: maybe'),
      /malwareReportsBan/,
    ],
    ['of another schema', STRICT.replace('policy/1', 'policy/9'), /not a schema that this version reads/],
    ['that its lint calls wrong', LAX_INTERN, /laxer/],
    [
      'that fails its own tests',
      STRICT.replace('tests: []', 'tests: [{ name: x, given: {}, expect: { effect: deny } }]'),
      /"x" expects deny, got allow/,
    ],
  ])('refuses a policy %s: the old one stays, loudly', async (_, text, fault) => {
    const { version: inForce } = await world.apply.apply({ actor: rita, text: STRICT });
    const { revision } = world.current.view;

    const refusal = world.apply.apply({ actor: rita, text });

    await expect(refusal).rejects.toMatchObject({
      code: 'invalid-policy',
      details: { faults: expect.arrayContaining([expect.stringMatching(fault)]) },
    });
    expect(world.current.view.revision).toBe(revision);
    expect(world.current.view.policy.version).toBe(inForce);
    expect(world.log.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        sentence: expect.stringMatching(/invalid policy was refused/),
      }),
    );
    const events = [...world.stream.refusedPolicies.values()];
    expect(events).toEqual([expect.objectContaining({ actor: rita, inForce })]);
    expect(policyRefused.data.parse(events[0])).toEqual(events[0]);
  });

  it('tells the caller of the fault also where nobody else can be told', async () => {
    world.stream.failures = 1;

    await expect(world.apply.apply({ actor: rita, text: '[]' })).rejects.toMatchObject({
      code: 'invalid-policy',
    });
    expect(world.log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', sentence: 'The refusal of a policy could not be published' }),
    );
  });

  it.each([
    ['cannot be read', ': : ['],
    ['is of a later version', STRICT.replace('policy/1', 'policy/2')],
    ['is not the text that was stored', STRICT],
  ])('allows nothing while the stored policy %s', async (_, text) => {
    await world.approved('lodash');

    await world.write([stored(text)]);

    await expect(reasonFor(world, 'autonomous', 'lodash')).resolves.toBe('policy-unreadable');
    await expect(world.get.get()).resolves.toMatchObject({ text, builtIn: false });
  });

  it('writes the built-in policy out, so that one can begin from it', async () => {
    const { text, version, builtIn } = await world.get.get();

    expect(parsePolicy(text).policy).toEqual(DEFAULT_POLICY);
    expect({ version, builtIn }).toEqual({ version: DEFAULT_POLICY_VERSION, builtIn: true });
  });

  it('says store-unavailable while the store is away', async () => {
    world.store.down = true;

    await expect(world.apply.apply({ actor: rita, text: STRICT })).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    await expect(world.get.get()).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});

describe('governance/application/policy/apply-initial-policy', () => {
  const initial = (world: PolicyWorld, text: string | undefined) =>
    new ApplyInitialPolicy(world.writer, world.clock, world.log, text);

  it('puts the policy in force where there is none, once', async () => {
    const world = await policyWorld();

    await initial(world, STRICT).apply();
    const { revision } = world.current.view;
    await initial(world, textOf('later')).apply();

    expect(world.current.view.policy.version).toBe(parsePolicy(STRICT).version);
    expect(world.current.view.revision).toBe(revision);
  });

  it('never replaces a policy that people applied', async () => {
    const world = await policyWorld();
    const { version } = await world.apply.apply({ actor: rita, text: textOf('ours') });

    await initial(world, STRICT).apply();

    expect(world.current.view.policy.version).toBe(version);
  });

  it('leaves the built-in one where there is none to apply', async () => {
    const world = await policyWorld();

    await initial(world, undefined).apply();

    expect(world.current.view.policy.builtIn).toBe(true);
  });

  it('does not start with a policy that is invalid', async () => {
    const world = await policyWorld();

    await expect(initial(world, 'schema: x').apply()).rejects.toMatchObject({ code: 'invalid-policy' });
    expect(world.current.view.policy.builtIn).toBe(true);
  });
});
