import { DomainError, type Grant, type PackageRef } from '@sallyport/domain';
import { approveFully } from '../approvals';
import { SAMPLES } from '../samples';
import { need, type TourStep } from '../step';
import type { Borrowed, TourWorld } from '../world';
import { withdraw } from './exceptions';
import { liftStanding } from './selector-ban';

/** Last, and also after a failure: a ban of the tour must not outlive it, and what was borrowed is given back. */
export const putBack: TourStep = {
  name: 'Put back what was there before',
  async run(world) {
    await liftOwnBans(world);
    for (const exceptionId of [...world.exceptions]) await withdraw(world, exceptionId);
    for (const borrowed of world.borrowed) await approveAgain(world, borrowed);
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
      await client.cleanup(ecosystem, { skillId, actor: world.reviewers[0] });
      const requestId = need(world.found[ecosystem].requestId, `${ecosystem} request`);
      await client.revoke({ actor: world.reviewers[0], requestId, reason: 'the tour cleans up' });
      removed.push(skillId);
    }
    return { detail: `${removed.join(' and ')} are removed, their approvals revoked` };
  },
};

/** What needed two people is not changed by one: the tour's own approval goes first. */
async function approveAgain(world: TourWorld, { pkg, minMaturity, grant }: Borrowed): Promise<void> {
  await takeBackOwn(world, pkg);
  await approveFully(world, {
    packages: [pkg],
    minMaturity,
    note: 'as it was before the tour',
    ...(grant === undefined ? {} : termsOf(grant)),
  });
}

async function takeBackOwn(world: TourWorld, pkg: PackageRef): Promise<void> {
  const client = await world.as('reviewer');
  try {
    await client.revoke({ actor: world.reviewers[0], packages: [pkg], reason: 'the tour ends' });
  } catch (cause) {
    // The tour has not come as far as approving it.
    if (DomainError.is(cause) && cause.code === 'transition-refused') return;
    throw cause;
  }
}

function termsOf({ expiresAt, without, breakGlass }: Grant) {
  return {
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(without.length === 0 ? {} : { without }),
    ...(breakGlass ? { breakGlass } : {}),
  };
}

async function liftOwnBans(world: TourWorld): Promise<void> {
  const client = await world.as('reviewer');
  for (const found of Object.values(world.found)) {
    if (found.banned === undefined) continue;
    await client.unban({ actor: world.reviewers[0], package: found.banned, reason: 'the tour ends' });
    delete found.banned;
  }
  for (const banId of [...world.standingBans]) await liftStanding(world, banId);
}
