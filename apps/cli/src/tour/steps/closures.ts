import { packagesOf } from '../packages-of';
import type { Sample } from '../samples';
import { expectThat, type TourStep } from '../step';

/** Requirements to the whole tree; no package code runs. */
export const closure = (sample: Sample): TourStep => ({
  name: `Resolve the ${sample.title} closure`,
  async run(world) {
    const { lock, lockDigest } = await (
      await world.as('executor')
    ).resolve(sample.ecosystem, sample.requirements);
    const count = packagesOf(lock).length;
    expectThat(
      count >= sample.atLeast,
      `the closure has ${count} packages, at least ${sample.atLeast} are expected`,
    );
    world.found[sample.ecosystem].lock = lock;
    world.totals.packages += count;
    return {
      detail: `${sample.requirements.join(', ')} needs ${count} packages, lock ${lockDigest.slice(0, 19)}…`,
    };
  },
});
