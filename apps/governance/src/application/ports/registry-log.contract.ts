import type { RegistryAct, RegistryStore } from './registry-store';

const AT = '2026-01-01T00:00:00.000Z';
const registering = (agentId: string): RegistryAct => ({
  at: AT,
  decide: () => [
    {
      kind: 'agent',
      action: 'register',
      agentId,
      maturity: 'intern',
      previous: null,
      actor: { kind: 'person', id: 'rita' },
      at: AT,
    },
  ],
});

/** What is read of the change log, and what a holder of a lease and a writer are told of the leases beside it. */
export function registryLogContract(storeOf: () => RegistryStore): void {
  it('gives the log from a revision on, bounded', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await storeOf().act(registering(name));

    const some = await storeOf().changesAfter(1, 2);

    expect(some.map(({ revision }) => revision)).toEqual([2, 3]);
  });

  it('reads the log with the leases in force and its own time, all of one moment', async () => {
    for (const name of ['a', 'b', 'c']) await storeOf().act(registering(name));
    await storeOf().claimLeases('leases-1');

    const read = await storeOf().logAfter(1, 1);

    expect(read.changes).toEqual(await storeOf().changesAfter(1, 1));
    expect(read).toMatchObject({ revision: 3, leaseStore: 'leases-1', now: expect.any(Number) });
    expect((await storeOf().logAfter(3, 10)).changes).toEqual([]);
  });

  it('says of each act which leases were in force, and counts when others are', async () => {
    const inForce = async () => {
      const { leaseStore, leaseGeneration } = await storeOf().act({ at: AT, decide: () => [] });
      return [leaseStore, leaseGeneration] as const;
    };
    const [, before] = await inForce();
    const seen = [];
    for (const leaseStore of ['leases-1', 'leases-2', 'leases-2', 'leases-1']) {
      await storeOf().claimLeases(leaseStore);
      seen.push(await inForce());
    }

    expect(seen).toEqual([
      ['leases-1', before + 1],
      ['leases-2', before + 2],
      ['leases-2', before + 2],
      ['leases-1', before + 3],
    ]);
  });
}
