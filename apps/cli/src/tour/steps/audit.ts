import { untilArchived } from '../archived';
import { expectThat, type TourStep } from '../step';

export const audit: TourStep = {
  name: 'Verify the audit trail',
  async run(world) {
    await untilArchived(world);
    const client = await world.as('viewer');
    const verified = await client.auditVerify();
    const faults = verified.faults.map(({ kind, where }) => `${kind}: ${where}`);
    expectThat(verified.intact, `the trail is not intact: ${faults.slice(0, 5).join('; ')}`);
    expectThat(
      verified.decisions >= world.totals.checks,
      `${verified.decisions} decisions are archived, ${world.totals.checks} were answered in this tour alone`,
    );
    world.totals.events = verified.events;
    world.totals.decisions = verified.decisions;
    return {
      detail: `${verified.events} events with ${verified.decisions} decisions, chain verified up to ${verified.head.hash.slice(0, 12)}…`,
    };
  },
};
