import { fakeGovernance, npm, rita } from '../governance.fake';

const AT = '2026-01-01T00:00:00.000Z';

describe('governance/application/registry/registry-writer', () => {
  it('refuses an act that the bus could not carry, and stores nothing of it', async () => {
    const governance = await fakeGovernance();
    const packages = Array.from({ length: 4_000 }, (_, n) => npm(`p${n}`));

    const approving = governance.approve.approve({
      actor: rita,
      packages,
      minMaturity: 'intern',
      note: 'x'.repeat(2_000),
    });

    await expect(approving).rejects.toMatchObject({ code: 'payload-too-large' });
    expect(governance.store.log).toHaveLength(4);
  });

  it('takes a closure of ten thousand', async () => {
    const governance = await fakeGovernance();
    const packages = Array.from({ length: 10_000 }, (_, n) => npm(`package-${n}`));

    expect(await governance.approve.approve({ actor: rita, packages, minMaturity: 'intern' })).toMatchObject({
      changed: 10_000,
    });
  });

  it('acknowledges nothing that it could not apply', async () => {
    const governance = await fakeGovernance();
    const act = governance.store.act.bind(governance.store);
    governance.store.act = async (asked) => {
      const other = await act({
        at: AT,
        decide: () => [
          {
            kind: 'agent',
            action: 'register',
            agentId: 'other',
            maturity: 'intern',
            previous: null,
            actor: rita,
            at: AT,
          },
        ],
      });
      const outcome = await act(asked);
      governance.store.down = governance.leases.down = other.change !== undefined;
      return outcome;
    };

    const banning = governance.ban.ban({ actor: rita, package: npm('a'), reason: 'bad' });

    await expect(banning).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(() => governance.checkPackage.answer({ agentId: 'intern', ...npm('a') })).toThrow(
      expect.objectContaining({ code: 'store-unavailable' }),
    );
  });
});
