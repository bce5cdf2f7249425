import type { MaturityProposal } from '@sallyport/domain';
import type { FakeGovernance } from '../../governance.fake';
import type { Behaviour } from '../../ports/usage-store';

let reports = 0;
/** As of now, each under an id of its own. */
export function report(governance: FakeGovernance, agentId: string, behaviour: Behaviour, count: number) {
  const at = governance.clock.now().toISOString();
  return governance.reportBehaviour.report({ id: `r${(reports += 1)}`, agentId, behaviour, count, at });
}

export const openOnes = async (governance: FakeGovernance): Promise<MaturityProposal[]> =>
  (await governance.listProposals.list({ state: 'open' })).proposals;

/** Of one that is open. */
export async function openId(governance: FakeGovernance): Promise<string> {
  const [proposal] = await openOnes(governance);
  return proposal?.id ?? 'none';
}
