import { TOUR_AGENTS } from '../samples';
import { expectThat, type TourStep } from '../step';
import type { TourWorld } from '../world';

export const agents: TourStep = {
  name: 'Register an agent of each maturity',
  async run(world) {
    const outcomes: string[] = [];
    for (const agent of TOUR_AGENTS) outcomes.push(`${agent.agentId} ${await ensure(world, agent)}`);
    const reader = await world.as('viewer');
    for (const { agentId, maturity } of TOUR_AGENTS) {
      const agent = await reader.getAgent(agentId);
      expectThat(
        agent.maturity === maturity,
        `${agentId} is ${agent.maturity} after it was made ${maturity}`,
      );
    }
    return { detail: outcomes.join(', ') };
  },
};

/** The same agent at the same maturity again changes nothing; at another one it is changed back. */
async function ensure(
  world: TourWorld,
  { agentId, maturity }: (typeof TOUR_AGENTS)[number],
): Promise<string> {
  const admin = await world.as('admin');
  const known = (await admin.listAgents({ limit: 1_000 })).agents.find(({ id }) => id === agentId);
  if (known !== undefined && known.maturity !== maturity) {
    await admin.changeAgent({ actor: world.reviewers[0], agentId, maturity, reason: 'as the tour needs it' });
    return 'changed back';
  }
  const { changed } = await admin.registerAgent({ actor: world.reviewers[0], agentId, maturity });
  return changed > 0 ? 'registered' : 'was there';
}
