import { fakeGovernance } from '../governance.fake';
import { AFFECTED, allow, DIGEST, exempt, grantWith, OTHER_DIGEST } from './allowed-packages.fake';

const POLICY_VERSION = expect.stringMatching(/^built-in@[0-9a-f]{12}$/);

const closure = (...names: string[]) => ({
  ecosystem: 'npm',
  packages: names.map((name) => ({ name, version: '1.0.0' })),
});

const withDigest = (digest: string) => ({
  ecosystem: 'npm',
  packages: [{ name: 'a', version: '1.0.0', digest }],
});

async function withApproved() {
  const governance = await fakeGovernance();
  await allow(governance, ['a', 'b']);
  return governance;
}

describe('governance/application/checks/check-closure', () => {
  it('allows where every package is allowed, and records one decision', async () => {
    const governance = await withApproved();

    const answer = await governance.checkClosure.answer({ agentId: 'supervised', ...closure('a', 'b') });
    await governance.clock.advance(40);

    expect(answer).toEqual({
      allowed: true,
      checked: 2,
      revision: 5,
      policyVersion: POLICY_VERSION,
      refused: [],
      without: [],
    });
    expect([...governance.stream.batches.values()].flatMap(({ decisions }) => decisions)).toEqual([
      {
        sequence: 1,
        at: expect.any(String),
        agentId: 'supervised',
        maturity: 'supervised',
        ecosystem: 'npm',
        packages: ['a@1.0.0', 'b@1.0.0'],
        allowed: true,
        refused: [],
        policyVersion: POLICY_VERSION,
        revision: 5,
      },
    ]);
  });

  it('names everything that is not allowed, in the order asked', async () => {
    const governance = await withApproved();
    await allow(governance, ['b'], { entry: { banReason: 'steals tokens' } });

    const answer = await governance.checkClosure.answer({
      agentId: 'supervised',
      ...closure('ghost', 'a', 'b'),
    });

    expect(answer).toMatchObject({ allowed: false, checked: 3 });
    expect(answer.refused.map(({ name, decision }) => [name, decision.reasonCode])).toEqual([
      ['ghost', 'unknown-package'],
      ['b', 'banned'],
    ]);
    expect(answer.refused[1]?.decision.reason).toContain('steals tokens');
  });

  it.each([
    ['an empty list', { agentId: 'intern', ecosystem: 'npm', packages: [] }, 'empty-request'],
    ['a bad name among good ones', { agentId: 'intern', ...closure('a', '../x') }, 'invalid-name'],
    ['an unknown ecosystem', { agentId: 'intern', ...closure('a'), ecosystem: 'cargo' }, 'unknown-ecosystem'],
    ['a bad digest of a package', { agentId: 'intern', ...withDigest('x') }, 'invalid-digest'],
    ['a bad digest of the lock', { agentId: 'intern', ...closure('a'), lockDigest: 'x' }, 'invalid-digest'],
    ['a bad agent id', { agentId: 'a b', ...closure('a') }, 'invalid-agent-id'],
  ])('%s is an error and records nothing', async (_title, check, code) => {
    const governance = await withApproved();

    expect(() => governance.checkClosure.answer(check)).toThrow(expect.objectContaining({ code }));
    expect(governance.recorder.backlog).toBe(0);
  });

  it('says stale-revision where a revision is asked for that does not exist', async () => {
    const governance = await withApproved();

    await expect(
      governance.checkClosure.answer({ agentId: 'intern', ...closure('a'), minRevision: 99 }),
    ).rejects.toMatchObject({ code: 'stale-revision' });
  });

  it('counts into the figures', async () => {
    const governance = await withApproved();
    await governance.checkClosure.answer({ agentId: 'supervised', ...closure('a', 'b') });
    await governance.checkClosure.answer({ agentId: 'intern', ...closure('a', 'ghost') });

    expect(await governance.stats.read()).toEqual({
      revision: 5,
      packages: { active: 2 },
      agents: 4,
      checks: {
        total: 2,
        allowed: 1,
        byReason: { 'maturity-too-low': 1, 'unknown-package': 1 },
        byAgent: [
          { agentId: 'supervised', total: 1, refused: 0 },
          { agentId: 'intern', total: 1, refused: 1 },
        ],
        byPackage: [
          { ecosystem: 'npm', name: 'a', version: '1.0.0', total: 1, refused: 1 },
          { ecosystem: 'npm', name: 'ghost', version: '1.0.0', total: 1, refused: 1 },
        ],
        shared: false,
      },
      auditBacklog: 2,
      view: {
        records: { facts: 2, 'advisory-data': 1 },
        policyVersion: POLICY_VERSION,
        cacheHits: expect.any(Number),
        cacheMisses: expect.any(Number),
        decidedAhead: 0,
      },
    });
  });

  it('tells the way to what is refused, and the nearest version that is allowed', async () => {
    const governance = await withApproved();
    await allow(governance, ['c'], { version: '1.2.0' });
    const at = (name: string, ...dependencies: string[]) => ({
      name,
      version: '1.0.0',
      path: name,
      dependencies,
    });

    const { refused } = await governance.checkClosure.answer({
      agentId: 'supervised',
      ecosystem: 'npm',
      packages: [at('a', 'b'), at('b', 'c'), at('c')],
      roots: ['a'],
    });

    expect(refused).toEqual([
      {
        name: 'c',
        version: '1.0.0',
        decision: expect.objectContaining({ reasonCode: 'unknown-package' }),
        path: ['a@1.0.0', 'b@1.0.0', 'c@1.0.0'],
        alternative: '1.2.0',
      },
    ]);
  });

  it('records files, skill and exceptions', async () => {
    const governance = await withApproved();
    await allow(governance, ['a'], { facts: AFFECTED });
    await exempt(governance, 'a');
    const [a, b] = closure('a', 'b').packages;

    await governance.checkClosure.answer({
      agentId: 'supervised',
      ecosystem: 'npm',
      packages: [
        { name: 'a', version: '1.0.0', ...a, digest: DIGEST },
        { name: 'b', version: '1.0.0', ...b },
      ],
      skillId: 'skill',
    });
    await governance.clock.advance(40);

    expect([...governance.stream.batches.values()].flatMap(({ decisions }) => decisions)).toMatchObject([
      {
        allowed: true,
        packages: ['a@1.0.0', 'b@1.0.0'],
        digests: [DIGEST, ''],
        skillId: 'skill',
        exceptions: ['e1'],
      },
    ]);
  });

  it.each([
    ['allowed', ['b', 'a', 'a'], 'allow', true],
    ['undecided, where nothing denies', ['b', 'ghost'], 'undecided', false],
    ['denied, where anything denies', ['ghost', 'b', 'banned'], 'deny', false],
  ])('signs the whole closure once: %s', async (_title, names, effect, allowed) => {
    const governance = await withApproved();
    await allow(governance, ['banned'], { entry: { banReason: 'steals tokens' } });
    await allow(governance, ['b'], grantWith({ without: ['subprocess'] }));
    const lockDigest = OTHER_DIGEST;
    const now = governance.clock.now().toISOString();

    const reply = await governance.checkClosure.answer({
      agentId: 'supervised',
      ...closure(...names),
      lockDigest,
      sign: true,
    });

    expect(reply.signed?.split('.')).toHaveLength(3);
    expect(governance.signer.signed).toEqual([
      {
        iss: 'sallyport-governance',
        agentId: 'supervised',
        ecosystem: 'npm',
        effect,
        allowed,
        packages: [...new Set(names)].sort().map((name) => ({ name, version: '1.0.0' })),
        lockDigest,
        without: ['subprocess'],
        revision: reply.revision,
        policyVersion: reply.policyVersion,
        decidedAt: now,
      },
    ]);
  });

  it('answers nothing where a signature was asked for and cannot be given', async () => {
    const governance = await withApproved();
    governance.signer.available = false;

    const answer = governance.checkClosure.answer({ agentId: 'supervised', ...closure('a'), sign: true });

    await expect(answer).rejects.toMatchObject({ code: 'signing-unavailable' });
  });
});
