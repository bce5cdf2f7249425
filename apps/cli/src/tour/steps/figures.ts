import { statsText } from '../../commands/stats';
import { foreign } from '../../screen/foreign';
import { expectThat, type TourStep } from '../step';

/** What was asked most, and what the memory behind the answers holds. */
export const figures: TourStep = {
  name: 'Count what was asked',
  async run(world) {
    const stats = await (await world.as('viewer')).stats();
    const { checks, view } = stats;
    expectThat(checks.total > 0, 'no check was counted');
    const reasons = Object.keys(checks.byReason).length;
    return {
      detail: `${checks.total} checks with ${reasons} reasons, ${checks.byAgent.length} agents; policy ${foreign(view.policyVersion)} at revision ${stats.revision}`,
      show: (screen) => statsText(stats, screen),
    };
  },
};
