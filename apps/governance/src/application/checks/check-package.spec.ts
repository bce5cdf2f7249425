import { MAX_BACKLOG } from '@sallyport/decision-log';
import { fakeGovernance, npm, rita } from '../governance.fake';
import { AFFECTED, allow, DIGEST, exempt, grantWith, OTHER_DIGEST } from './allowed-packages.fake';

const LEASE_LONG_GONE_MS = 10_000;

describe('governance/application/checks/check-package', () => {
  it('answers at once, without a promise, and records what it answered', async () => {
    const governance = await fakeGovernance();

    const decision = governance.checkPackage.answer({
      agentId: 'intern',
      ecosystem: 'pypi',
      name: 'Foo_Bar',
      version: '1.0.0',
    });
    await governance.clock.advance(40);

    expect(decision).toMatchObject({ allowed: false, reasonCode: 'unknown-package', revision: 4 });
    expect([...governance.stream.batches.values()].flatMap(({ decisions }) => decisions)).toEqual([
      {
        sequence: 1,
        at: expect.any(String),
        agentId: 'intern',
        maturity: 'intern',
        ecosystem: 'pypi',
        name: 'foo-bar',
        version: '1',
        effect: 'undecided',
        reasonCode: 'unknown-package',
        policyVersion: expect.stringMatching(/^built-in@[0-9a-f]{12}$/),
        revision: 4,
      },
    ]);
  });

  it.each([
    ['an unknown ecosystem', { agentId: 'intern', ...npm('a'), ecosystem: 'cargo' }, 'unknown-ecosystem'],
    ['a path', { agentId: 'intern', ...npm('../x') }, 'invalid-name'],
    ['a scope without a name', { agentId: 'intern', ...npm('@/x') }, 'invalid-name'],
    ['a name of 10 kB', { agentId: 'intern', ...npm('x'.repeat(10_240)) }, 'invalid-name'],
    ['a control character', { agentId: 'intern', ...npm('lo\u0007dash') }, 'invalid-name'],
    ['a homoglyph', { agentId: 'intern', ...npm('l\u043edash') }, 'invalid-name'],
    ['a URL', { agentId: 'intern', ...npm('git+https://example.invalid/x') }, 'invalid-name'],
    ['a range', { agentId: 'intern', ...npm('a', '^1') }, 'invalid-version'],
    ['a digest that is none', { agentId: 'intern', ...npm('a'), digest: 'sha256:x' }, 'invalid-digest'],
    ['an agent id of 1 MB', { agentId: 'a'.repeat(1_048_576), ...npm('a') }, 'invalid-agent-id'],
  ])('%s is a typed error with a hint, and no decision', async (_title, check, code) => {
    const governance = await fakeGovernance();

    expect(() => governance.checkPackage.answer(check)).toThrow(
      expect.objectContaining({ code, hint: expect.stringMatching(/\w{3}/) }),
    );

    expect(governance.recorder.backlog).toBe(0);
  });

  it('reads the log where a newer revision is asked for', async () => {
    const governance = await fakeGovernance();
    const { log } = governance.store;
    await governance.store.act({
      at: '2026-01-01T00:00:00.000Z',
      decide: () => [
        {
          kind: 'agent',
          action: 'register',
          agentId: 'new',
          maturity: 'intern',
          previous: null,
          actor: rita,
          at: '2026-01-01T00:00:00.000Z',
        },
      ],
    });

    const decision = await governance.checkPackage.answer({
      agentId: 'new',
      ...npm('a'),
      minRevision: log.length,
    });

    expect(decision).toMatchObject({ reasonCode: 'unknown-package', revision: log.length });
  });

  it('says stale-revision where that revision does not exist', async () => {
    const governance = await fakeGovernance();

    const answer = governance.checkPackage.answer({ agentId: 'intern', ...npm('a'), minRevision: 1_000 });

    await expect(answer).rejects.toMatchObject({ code: 'stale-revision' });
  });

  it('fails closed when the database is gone for longer than the lease, even for what was approved', async () => {
    const governance = await fakeGovernance();
    await allow(governance, ['a']);
    const ask = () => governance.checkPackage.answer({ agentId: 'supervised', ...npm('a') });
    const before = await ask();

    governance.store.down = governance.leases.down = true;
    await governance.clock.advance(LEASE_LONG_GONE_MS);

    expect(before.allowed).toBe(true);
    await expect(ask()).rejects.toMatchObject({ code: 'store-unavailable' });
    governance.store.down = governance.leases.down = false;
    await governance.clock.advance(2_000);
    expect((await ask()).allowed).toBe(true);
  });

  it('asks the store where it holds no lease, and answers what the store has by then', async () => {
    const governance = await fakeGovernance();
    const { store, leases, clock, current } = governance;
    await allow(governance, ['a']);
    const ask = () => governance.checkPackage.answer({ agentId: 'supervised', ...npm('a') });
    const leased = ask();
    leases.down = true;
    await clock.advance(LEASE_LONG_GONE_MS);
    const before = current.view.revision;
    const at = '2026-01-01T00:00:00.000Z';
    const entry = { approval: 'approved' as const, minMaturity: 'supervised' as const, banReason: 'stolen' };
    const ban = { kind: 'package' as const, action: 'ban' as const, ...npm('a'), entry, actor: rita, at };
    // Nobody tells this replica of it.
    await store.act({ at, packages: [npm('a')], decide: () => [ban] });

    const unleased = ask();

    expect(current.view.revision).toBe(before);
    expect(leased).not.toBeInstanceOf(Promise);
    expect(unleased).toBeInstanceOf(Promise);
    expect(await leased).toMatchObject({ allowed: true });
    expect(await unleased).toMatchObject({ allowed: false, reasonCode: 'banned', revision: before + 1 });
  });

  it('fails closed when what it answers cannot be recorded', async () => {
    const governance = await fakeGovernance();
    governance.stream.failures = 1_000_000;
    const ask = () => governance.checkPackage.answer({ agentId: 'intern', ...npm('a') });

    for (let n = 0; n < MAX_BACKLOG; n += 1) await ask();

    expect(ask).toThrow(expect.objectContaining({ code: 'audit-unavailable' }));
  });

  it('records file, skill, exceptions and the time that was decided for', async () => {
    const governance = await fakeGovernance();
    await allow(governance, ['a'], { facts: AFFECTED, ...grantWith({ breakGlass: true }) });
    await exempt(governance, 'a');
    const now = governance.clock.now().toISOString();

    await governance.checkPackage.answer({
      agentId: 'supervised',
      ...npm('a'),
      digest: DIGEST,
      skillId: 'skill',
    });
    await governance.clock.advance(40);

    expect([...governance.stream.batches.values()].flatMap(({ decisions }) => decisions)).toMatchObject([
      { at: now, effect: 'allow', digest: DIGEST, skillId: 'skill', exceptions: ['e1'], breakGlass: true },
    ]);
  });

  it.each([
    ['allowed', 'a', undefined],
    ['refused, and another version is allowed', 'b', '1.0.1'],
    ['refused, and nothing else is there', 'ghost', undefined],
  ])('tells the nearest version that the agent may use: %s', async (_title, name, alternative) => {
    const governance = await fakeGovernance();
    await allow(governance, ['a']);
    await allow(governance, ['a', 'b'], { version: '1.0.1' });

    const reply = await governance.checkPackage.answer({ agentId: 'supervised', ...npm(name) });

    expect(reply.alternative).toBe(alternative);
  });

  it('signs exactly what it answered, where asked', async () => {
    const governance = await fakeGovernance();
    await allow(governance, ['a'], grantWith({ without: ['network'] }));
    const now = governance.clock.now().toISOString();
    const ask = { agentId: 'supervised', ...npm('a'), digest: DIGEST, skillId: 'skill', sign: true };

    const { signed, ...reply } = await governance.checkPackage.answer(ask);

    expect(signed?.split('.')).toHaveLength(3);
    expect(governance.signer.signed).toEqual([
      {
        iss: 'sallyport-governance',
        agentId: 'supervised',
        skillId: 'skill',
        ecosystem: 'npm',
        effect: 'allow',
        allowed: true,
        packages: [{ name: 'a', version: '1.0.0', digest: DIGEST }],
        without: ['network'],
        revision: reply.revision,
        policyVersion: reply.policyVersion,
        decidedAt: now,
      },
    ]);
  });

  it('signs a refusal as a refusal', async () => {
    const governance = await fakeGovernance();
    await allow(governance, ['a']);

    await governance.checkPackage.answer({
      agentId: 'supervised',
      ...npm('a'),
      digest: OTHER_DIGEST,
      sign: true,
    });

    expect(governance.signer.signed).toMatchObject([
      {
        allowed: false,
        effect: 'undecided',
        packages: [{ name: 'a', version: '1.0.0', digest: OTHER_DIGEST }],
      },
    ]);
  });

  it('answers nothing where a signature was asked for and cannot be given', async () => {
    const governance = await fakeGovernance();
    await allow(governance, ['a']);
    governance.signer.available = false;
    const ask = { agentId: 'supervised', ...npm('a') };

    await expect(governance.checkPackage.answer({ ...ask, sign: true })).rejects.toMatchObject({
      code: 'signing-unavailable',
    });
    expect((await governance.checkPackage.answer(ask)).allowed).toBe(true);
  });
});
