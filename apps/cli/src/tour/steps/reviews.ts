import { foreign } from '../../screen/foreign';
import { packagesOf } from '../packages-of';
import { APPROVED_FOR, type Sample } from '../samples';
import { expectThat, need, type TourStep } from '../step';

/** One request for the whole tree. */
export const request = (sample: Sample): TourStep => ({
  name: `Request the ${sample.title} closure`,
  async run(world) {
    const { ecosystem, requirements } = sample;
    need(world.found[ecosystem].mayChange, `fresh start for ${ecosystem}`);
    const client = await world.as('executor');
    const reply = await client.request({
      actor: world.actor,
      ecosystem,
      requirements: [...requirements],
      note: 'the tour',
    });
    const resolved = packagesOf(need(world.found[ecosystem].lock, `${ecosystem} closure`));
    expectThat(
      reply.packages.length === resolved.length,
      `${reply.packages.length} packages were requested, the closure has ${resolved.length}`,
    );
    world.found[ecosystem].requestId = reply.requestId;
    return {
      detail: `${reply.packages.length} packages wait for one review: request ${foreign(reply.requestId)}`,
    };
  },
});

/** One approval for the whole tree. */
export const approve = (sample: Sample): TourStep => ({
  name: `Approve the ${sample.title} closure`,
  async run(world) {
    const requestId = need(world.found[sample.ecosystem].requestId, `${sample.ecosystem} request`);
    const client = await world.as('reviewer');
    const receipt = await client.approve({
      actor: world.actor,
      requestId,
      minMaturity: APPROVED_FOR,
      note: 'the tour',
    });
    expectThat(receipt.changed > 0, 'the approval changed nothing');
    return {
      detail: `${receipt.changed} packages approved for ${APPROVED_FOR} and above in one act, revision ${receipt.revision}`,
    };
  },
});
