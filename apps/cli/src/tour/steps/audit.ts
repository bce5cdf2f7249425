import { expectThat, Unexpected, type TourStep } from '../step';
import type { TourWorld } from '../world';

/** Decisions travel in batches, and the archive takes them in batches. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 200;

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

async function untilArchived(world: TourWorld): Promise<void> {
  const client = await world.as('viewer');
  const deadline = world.clock() + PATIENCE_MS;
  for (;;) {
    const { auditBacklog } = await client.stats();
    const { pending } = await client.auditStats();
    if (auditBacklog === 0 && pending === 0) return;
    if (world.clock() > deadline) {
      throw new Unexpected(
        `${auditBacklog} decisions and ${pending} events are still not archived after ${PATIENCE_MS / 1_000} s`,
      );
    }
    await world.sleep(PAUSE_MS);
  }
}
