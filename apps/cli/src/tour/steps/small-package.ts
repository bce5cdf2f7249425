import { describePackage, type Decision, type PackageCoordinates } from '@sallyport/domain';
import { daysFrom, refusal } from '../approvals';
import { evidenceOf } from '../evidence';
import { packageNamed } from '../packages-of';
import { APPROVED_DAYS, NEWCOMER, SMALL } from '../samples';
import { startOver } from '../start-over';
import { expectThat, need, type TourStep } from '../step';
import type { TourWorld } from '../world';

/** What interns may use, every agent may, so one person's yes is not enough. */
export const twoReviewers: TourStep = {
  name: 'Two reviewers for interns',
  async run(world) {
    const { ecosystem, requirement } = SMALL;
    const { lock } = await (await world.as('executor')).resolve(ecosystem, [requirement]);
    await startOver(world, lock);
    world.small.lock = lock;
    world.small.mayChange = true;
    const requestId = await requested(world);
    const { revision: seenRevision } = await evidenceOf(world, requestId, { ecosystem, lock });

    const client = await world.as('reviewer');
    const [first, second] = world.reviewers;
    const terms = {
      requestId,
      minMaturity: 'intern' as const,
      expiresAt: daysFrom(world, APPROVED_DAYS),
    };
    const { awaitingSecond = 0 } = await client.approve({ actor: first, ...terms, seenRevision });
    expectThat(awaitingSecond > 0, 'one reviewer was enough for interns');
    const pending = await answered(world);
    expectThat(!pending.allowed, `after one yes it is ${pending.reasonCode}`);
    const again = await refusal(client.approve({ actor: first, ...terms }), 'one person could say yes twice');
    await client.approve({ actor: second, ...terms });
    const decision = await answered(world);
    expectThat(decision.allowed, `after two yeses it is still ${decision.reasonCode}`);
    return {
      detail: `${describePackage(smallPackage(world))}: one yes ${pending.reasonCode}, the same person again ${again}, a second person ${decision.reasonCode}`,
    };
  },
};

/** What cannot wait goes through with one reviewer, for hours, and is marked wherever it shows. */
export const breakGlass: TourStep = {
  name: 'Break the glass',
  async run(world) {
    need(world.small.mayChange, 'small package');
    const client = await world.as('reviewer');
    const [actor] = world.reviewers;
    await client.revoke({ actor, packages: [smallPackage(world)], reason: 'the tour goes on' });
    const requestId = await requested(world);
    const note = 'the tour shows an emergency';
    await client.approve({ actor, requestId, minMaturity: 'intern', breakGlass: true, note });
    const decision = await answered(world);
    expectThat(decision.allowed, `with the glass broken it is still ${decision.reasonCode}`);
    expectThat(decision.breakGlass === true, 'the decision does not say that the glass was broken');
    await client.revoke({ actor, requestId, reason: 'the emergency of the tour is over' });
    const after = await answered(world);
    expectThat(!after.allowed, 'what was revoked is still allowed');
    return {
      detail: `${describePackage(smallPackage(world))}: ${decision.reasonCode} with the flag breakGlass; revoked: ${after.reasonCode}`,
    };
  },
};

async function requested(world: TourWorld): Promise<string> {
  const { ecosystem, requirement } = SMALL;
  const client = await world.as('executor');
  const { requestId } = await client.request({
    actor: world.requester,
    ecosystem,
    requirements: [requirement],
    note: 'the tour',
  });
  world.small.requestId = requestId;
  return requestId;
}

export function smallPackage(world: TourWorld): PackageCoordinates {
  return packageNamed(need(world.small.lock, 'small package'), SMALL.name);
}

async function answered(world: TourWorld): Promise<Decision> {
  world.totals.checks++;
  const client = await world.as('executor');
  return client.check(smallPackage(world), { agentId: NEWCOMER });
}
