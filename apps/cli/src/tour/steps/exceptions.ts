import { grantException, listExceptions, withdrawException, type RequestOf } from '@sallyport/domain';
import { daysFrom, refusal } from '../approvals';
import { NEWCOMER } from '../samples';
import { expectThat, type TourStep } from '../step';
import type { TourWorld } from '../world';
import { smallPackage } from './small-package';

/** Leave to pass one rule has an owner and an end, and one that nobody uses stands out. There is none from a ban. */
export const exception: TourStep = {
  name: 'Grant an exception, and withdraw it',
  async run(world) {
    const { ecosystem, name, version } = smallPackage(world);
    const [actor] = world.reviewers;
    const terms: Omit<RequestOf<typeof grantException>, 'rule'> = {
      actor,
      selector: { kind: 'exact', ecosystem, name, version },
      agentId: NEWCOMER,
      owner: actor.id,
      reason: 'the tour shows an exception',
      expiresAt: daysFrom(world, 1),
    };
    const client = await world.as('reviewer');
    const never = await refusal(
      client.call(grantException, { ...terms, rule: 'banned' }),
      'an exception to a ban was granted',
    );
    const { exceptionId } = await client.call(grantException, { ...terms, rule: 'release-too-new' });
    world.exceptions.add(exceptionId);
    expectThat((await unused(world)).includes(exceptionId), 'the unused exception is not reported');
    await withdraw(world, exceptionId);
    expectThat(!(await live(world)).includes(exceptionId), 'the withdrawn exception still lives');
    return {
      detail: `from a ban: ${never}; from release-too-new: granted to ${NEWCOMER} for a day, reported as unused, withdrawn`,
    };
  },
};

export async function withdraw(world: TourWorld, exceptionId: string): Promise<void> {
  const client = await world.as('reviewer');
  await client.call(withdrawException, {
    actor: world.reviewers[0],
    exceptionId,
    reason: 'the tour goes on',
  });
  world.exceptions.delete(exceptionId);
}

const unused = (world: TourWorld) => listed(world, 'unused');
const live = (world: TourWorld) => listed(world, 'live');

async function listed(world: TourWorld, report: 'unused' | 'live'): Promise<string[]> {
  const client = await world.as('viewer');
  return (await client.call(listExceptions, { report })).exceptions.map(({ id }) => id);
}
