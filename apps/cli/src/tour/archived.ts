import { Unexpected } from './step';
import type { TourWorld } from './world';

/** Decisions travel in batches, and the archive takes them in batches. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 200;

/** Until the archive has everything. @throws Unexpected */
export async function untilArchived(world: TourWorld): Promise<void> {
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
