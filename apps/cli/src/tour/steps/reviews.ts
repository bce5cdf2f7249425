import { listRequests } from '@sallyport/domain';
import { queueText } from '../../commands/queue';
import { ranked } from '../../review/rank';
import { reviewText } from '../../review/review-text';
import { foreign } from '../../screen/foreign';
import { approveFully, daysFrom, refusal } from '../approvals';
import { evidenceOf } from '../evidence';
import { packagesOf } from '../packages-of';
import { APPROVED_DAYS, APPROVED_FOR, SAMPLES, type Sample } from '../samples';
import { expectThat, need, type TourStep } from '../step';

/** One request for the whole tree, by an agent. */
export const request = (sample: Sample): TourStep => ({
  name: `Request the ${sample.title} closure`,
  async run(world) {
    const { ecosystem, requirements } = sample;
    need(world.found[ecosystem].mayChange, `fresh start for ${ecosystem}`);
    const client = await world.as('executor');
    const reply = await client.request({
      actor: world.requester,
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

/** What a reviewer finds in the morning. */
export const queue: TourStep = {
  name: 'See the review queue',
  async run(world) {
    const wanted = SAMPLES.map(({ ecosystem }) =>
      need(world.found[ecosystem].requestId, `${ecosystem} request`),
    );
    const client = await world.as('viewer');
    const reply = await client.call(listRequests, { state: 'open', limit: 1_000 });
    const ours = reply.requests.filter(({ requestId }) => wanted.includes(requestId));
    expectThat(ours.length === wanted.length, `${ours.length} of ${wanted.length} requests are in the queue`);
    const waiting = ours.reduce((sum, each) => sum + each.waiting, 0);
    return {
      detail: `${reply.requests.length} requests wait; the ${ours.length} of the tour hold ${waiting} packages`,
      show: (screen) => queueText({ ...reply, requests: ours }, screen),
    };
  },
};

/** What a reviewer sees before a decision: every file was fetched and scanned when it was asked for. */
export const evidence = (sample: Sample): TourStep => ({
  name: `Review the ${sample.title} closure`,
  async run(world) {
    const { ecosystem } = sample;
    const requestId = need(world.found[ecosystem].requestId, `${ecosystem} request`);
    const lock = need(world.found[ecosystem].lock, `${ecosystem} closure`);
    const review = await evidenceOf(world, requestId, { ecosystem, lock });
    world.found[ecosystem].seenRevision = review.revision;
    const { loud, quiet } = ranked(review.evidence);
    const loaded = review.evidence.some(({ facts }) => facts?.advisories.data.loaded === true);
    const advisories = loaded
      ? 'advisories looked for'
      : 'NO advisories loaded, so known vulnerabilities were not looked for';
    return {
      detail: `${review.evidence.length} packages scanned, verdict ${foreign(review.verdict ?? 'none')}: ${loud.length} with something to say, ${quiet.length} clean; ${advisories}`,
      show: (screen) => reviewText(review, screen),
    };
  },
});

/** One approval for the whole tree, with an end; whoever asked may not give it. */
export const approve = (sample: Sample): TourStep => ({
  name: `Approve the ${sample.title} closure`,
  async run(world) {
    const { requestId: asked, seenRevision } = world.found[sample.ecosystem];
    const requestId = need(asked, `${sample.ecosystem} request`);
    const client = await world.as('reviewer');
    const terms = { requestId, minMaturity: APPROVED_FOR, expiresAt: daysFrom(world, APPROVED_DAYS) };
    const own = await refusal(
      client.approve({ actor: world.requester, ...terms }),
      'the agent that asked could approve it',
    );
    expectThat(own === 'reviewer-refused', `the agent that asked was answered ${own}`);
    const { receipt, reviewers } = await approveFully(world, {
      ...terms,
      seenRevision: need(seenRevision, `${sample.ecosystem} evidence`),
      note: 'the tour',
    });
    expectThat(receipt.changed > 0, 'the approval changed nothing');
    return {
      detail: `${own} for the agent that asked; ${receipt.changed} packages approved for ${APPROVED_FOR} and above by ${reviewers === 1 ? 'one reviewer' : 'two reviewers'} for ${APPROVED_DAYS} days, revision ${receipt.revision}`,
    };
  },
});
