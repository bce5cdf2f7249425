import { bob, fakeGovernance, npm, reasonFor, requestExactly, rita } from '../governance.fake';
import { scanned } from '../scanned.fake';

describe('governance/application/packages/ban-package', () => {
  it.each(['student', 'intern', 'supervised', 'autonomous', 'nobody-registered'])(
    'holds for %s as soon as it is answered',
    async (agentId) => {
      const governance = await fakeGovernance();
      await scanned(governance, npm('a'));
      for (const actor of [rita, bob])
        await governance.approve.approve({ actor, packages: [npm('a')], minMaturity: 'intern' });

      const receipt = await governance.ban.ban({
        actor: rita,
        package: npm('a', 'v1.0.0'),
        reason: 'steals tokens',
      });

      const decision = await governance.checkPackage.answer({ agentId, ...npm('a') });
      expect(decision).toMatchObject({ allowed: false, reasonCode: 'banned', revision: receipt.revision });
      expect(decision.reason).toContain('steals tokens');
    },
  );

  it('bans what the registry has never heard of', async () => {
    const governance = await fakeGovernance();

    expect(await governance.ban.ban({ actor: rita, package: npm('new'), reason: 'bad' })).toMatchObject({
      changed: 1,
    });
    expect(await reasonFor(governance, 'autonomous', 'new')).toBe('banned');
  });

  it('changes nothing the second time, and everything is enforced all the same', async () => {
    const governance = await fakeGovernance();
    await governance.ban.ban({ actor: rita, package: npm('a'), reason: 'bad' });

    expect(await governance.ban.ban({ actor: rita, package: npm('a'), reason: 'bad' })).toEqual({
      revision: 5,
      changed: 0,
      unchanged: 1,
    });
  });

  it('tells the stream', async () => {
    const governance = await fakeGovernance();

    const { revision } = await governance.ban.ban({ actor: rita, package: npm('a'), reason: 'bad' });
    await governance.clock.advance(10);

    expect(governance.stream.changes.get(`registry-test-registry-${revision}`)).toEqual(
      governance.store.log.at(-1),
    );
  });

  it.each([
    [npm('../x'), 'invalid-name'],
    [npm('a', 'latest'), 'invalid-version'],
    [{ ...npm('a'), ecosystem: 'cargo' }, 'unknown-ecosystem'],
  ])('%j is %s', async (ref, code) => {
    const governance = await fakeGovernance();

    await expect(governance.ban.ban({ actor: rita, package: ref, reason: 'bad' })).rejects.toMatchObject({
      code,
    });
  });
});

describe('governance/application/packages/ban-package: who', () => {
  it('a service may ban, for malware; nobody but a person lifts it', async () => {
    const governance = await fakeGovernance();
    const service = { kind: 'service' as const, id: 'governance' };
    const agent = { kind: 'agent' as const, id: 'autonomous' };

    await governance.ban.ban({ actor: service, package: npm('a'), reason: 'MAL-1' });

    await expect(governance.ban.ban({ actor: agent, package: npm('b'), reason: 'x' })).rejects.toMatchObject({
      code: 'reviewer-refused',
    });
    for (const actor of [agent, service])
      await expect(governance.unban.unban({ actor, package: npm('a') })).rejects.toMatchObject({
        code: 'reviewer-refused',
      });
    expect(await reasonFor(governance, 'autonomous', 'a')).toBe('banned');
  });
});

describe('governance/application/packages/unban-package', () => {
  it('gives back what was approved before', async () => {
    const governance = await fakeGovernance();
    await scanned(governance, npm('a'));
    await governance.approve.approve({ actor: rita, packages: [npm('a')], minMaturity: 'supervised' });
    await governance.ban.ban({ actor: rita, package: npm('a'), reason: 'bad' });

    await governance.unban.unban({ actor: rita, package: npm('a') });

    expect(await reasonFor(governance, 'supervised', 'a')).toBe('approved');
  });

  it('leaves what was never approved untrusted', async () => {
    const governance = await fakeGovernance();
    await governance.ban.ban({ actor: rita, package: npm('a'), reason: 'bad' });

    await governance.unban.unban({ actor: rita, package: npm('a'), reason: 'mistaken' });

    expect(await reasonFor(governance, 'autonomous', 'a')).toBe('untrusted');
    expect(governance.store.log.at(-1)?.parts[0]).toMatchObject({ action: 'unban', note: 'mistaken' });
  });

  it('has nothing to lift where there is no ban', async () => {
    const governance = await fakeGovernance();
    await requestExactly(governance, 'a@1.0.0');

    await expect(governance.unban.unban({ actor: rita, package: npm('a') })).rejects.toMatchObject({
      code: 'ban-not-found',
    });
  });
});
