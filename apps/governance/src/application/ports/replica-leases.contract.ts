import type { ReplicaLeases } from './replica-leases';

/** `wait` lets the store's clock move on. */
export function replicaLeasesContract(
  fresh: () => Promise<{ leases: ReplicaLeases; wait(ms: number): Promise<void> }>,
): void {
  it('names the others that hold a lease and are behind', async () => {
    const { leases } = await fresh();
    await leases.renew('me', 1, 60_000);
    await leases.renew('slow', 4, 60_000);
    await leases.renew('slower', 1, 60_000);
    await leases.renew('equal', 5, 60_000);

    expect(await leases.behind(5, 'me')).toEqual(['slow', 'slower']);
    expect(await leases.behind(1, 'me')).toEqual([]);
  });

  it('does not wait for a lease that has run out, nor for one given back', async () => {
    const { leases, wait } = await fresh();
    await leases.renew('dead', 1, 20);
    await leases.renew('gone', 1, 60_000);

    await leases.release('gone');
    await wait(60);

    expect(await leases.behind(5, 'me')).toEqual([]);
  });

  it('prolongs a lease and notes the revision it is held at', async () => {
    const { leases, wait } = await fresh();
    await leases.renew('a', 1, 20);
    await leases.renew('a', 2, 60_000);

    await wait(60);

    expect(await leases.behind(3, 'me')).toEqual(['a']);
    expect(await leases.behind(2, 'me')).toEqual([]);
  });
}
