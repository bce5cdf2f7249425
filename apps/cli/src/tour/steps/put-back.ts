import type { MinMaturity } from '@sallyport/domain';
import { SAMPLES } from '../samples';
import { need, type TourStep } from '../step';
import type { TourWorld } from '../world';

/** Last, and also after a failure: a ban of the tour must not outlive it, and what was borrowed is given back. */
export const putBack: TourStep = {
  name: 'Put back what was there before',
  async run(world) {
    await liftOwnBans(world);
    const maturities = [...new Set(world.borrowed.map(({ minMaturity }) => minMaturity))];
    for (const minMaturity of maturities) await approveAgain(world, minMaturity);
    const count = world.borrowed.length;
    return {
      detail:
        count === 0
          ? 'nothing of other people was changed'
          : `${count} approvals of other people are as they were`,
    };
  },
};

/** With `--cleanup`: neither images nor approvals of the tour stay. */
export const cleanUp: TourStep = {
  name: 'Clean up',
  async run(world) {
    const client = await world.as('reviewer');
    const removed: string[] = [];
    for (const { ecosystem, skillId } of SAMPLES) {
      await client.cleanup(ecosystem, { skillId, actor: world.actor });
      const requestId = need(world.found[ecosystem].requestId, `${ecosystem} request`);
      await client.revoke({ actor: world.actor, requestId, reason: 'the tour cleans up' });
      removed.push(skillId);
    }
    return { detail: `${removed.join(' and ')} are removed, their approvals revoked` };
  },
};

async function approveAgain(world: TourWorld, minMaturity: MinMaturity): Promise<void> {
  const packages = world.borrowed.filter((entry) => entry.minMaturity === minMaturity).map(({ pkg }) => pkg);
  const client = await world.as('reviewer');
  await client.approve({ actor: world.actor, packages, minMaturity, note: 'as it was before the tour' });
}

async function liftOwnBans(world: TourWorld): Promise<void> {
  const client = await world.as('reviewer');
  for (const found of Object.values(world.found)) {
    if (found.banned === undefined) continue;
    await client.unban({ actor: world.actor, package: found.banned, reason: 'the tour ends' });
    delete found.banned;
  }
}
