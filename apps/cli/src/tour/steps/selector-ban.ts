import { describePackage, liftBan, setBan } from '@sallyport/domain';
import { packageNamed } from '../packages-of';
import { SAMPLES, WORKER, type Sample } from '../samples';
import { expectThat, need, type TourStep } from '../step';
import type { TourWorld } from '../world';

const { ecosystem, checked } = SAMPLES.find((sample) => sample.ecosystem === 'npm') as Sample;

/** One ban for every version that a range names, those of tomorrow included. */
export const banRange: TourStep = {
  name: `Ban a range of ${checked}, and lift it`,
  async run(world) {
    const pkg = packageNamed(need(world.found[ecosystem].lock, `${ecosystem} closure`), checked);
    need(world.found[ecosystem].mayChange, `fresh start for ${ecosystem}`);
    const reviewer = await world.as('reviewer');
    const [actor] = world.reviewers;
    const range = `<=${pkg.version}`;
    const { banId } = await reviewer.call(setBan, {
      actor,
      selector: { kind: 'range', ecosystem, name: pkg.name, range },
      reason: 'the tour shows a ban of a range',
    });
    expectThat(banId !== null, 'the ban of a range has no id');
    world.standingBans.add(banId);
    const banned = await reasonFor(world, pkg);
    expectThat(banned === 'banned', `${describePackage(pkg)} is ${banned} under the ban of ${range}`);
    await liftStanding(world, banId);
    const lifted = await reasonFor(world, pkg);
    expectThat(lifted === 'approved', `${describePackage(pkg)} is ${lifted} after the ban was lifted`);
    return { detail: `${pkg.name} ${range}: ${describePackage(pkg)} ${banned}; lifted: ${lifted}` };
  },
};

export async function liftStanding(world: TourWorld, banId: string): Promise<void> {
  const reviewer = await world.as('reviewer');
  await reviewer.call(liftBan, { actor: world.reviewers[0], banId, reason: 'the tour goes on' });
  world.standingBans.delete(banId);
}

async function reasonFor(world: TourWorld, pkg: { ecosystem: string; name: string; version: string }) {
  world.totals.checks++;
  const { ecosystem: of, name, version } = pkg;
  const executor = await world.as('executor');
  return (await executor.check({ ecosystem: of, name, version }, { agentId: WORKER })).reasonCode;
}
