import type { Installation } from '@sallyport/domain';
import { installationText } from '../../commands/install';
import { progressLine } from '../../progress/plain-view';
import { WORKER, type Sample } from '../samples';
import { expectThat, need, type TourStep } from '../step';
import type { TourWorld } from '../world';

export const install = (sample: Sample): TourStep => ({
  name: `Install the ${sample.title} skill`,
  async run(world) {
    const installation = await installed(world, sample);
    const { packages } = installation;
    expectThat(
      packages >= sample.atLeast,
      `${packages} packages are installed, at least ${sample.atLeast} are expected`,
    );
    world.found[sample.ecosystem].installation = installation;
    return { detail: described(installation), show: (screen) => installationText(installation, screen) };
  },
});

/** The same lock again costs no build. */
export const reinstall = (sample: Sample): TourStep => ({
  name: `Install the ${sample.title} skill again`,
  async run(world) {
    const before = need(world.found[sample.ecosystem].installation, `${sample.ecosystem} installation`);
    const again = await installed(world, sample);
    expectThat(again.lockDigest === before.lockDigest, 'the same requirements gave another lock');
    expectThat(again.reused, 'the image of the same lock was built again');
    expectThat(again.imageId === before.imageId, 'the same lock has another image');
    return { detail: described(again) };
  },
});

async function installed(
  world: TourWorld,
  { ecosystem, skillId, requirements }: Sample,
): Promise<Installation> {
  const client = await world.as('executor');
  return client.install(
    { ecosystem, skillId, requirements, agentId: WORKER },
    {
      onProgress: (progress) =>
        progress.state === 'progress' ? undefined : world.tell(progressLine(progress)),
    },
  );
}

function described({ packages, reused, imageId, steps }: Installation): string {
  const spent = Object.entries(steps).map(([step, ms]) => `${step} ${Math.round(ms)}`);
  return `${packages} packages, image ${imageId.slice(0, 19)}… ${reused ? 'used again' : 'built'}; ms: ${spent.join(', ')}`;
}
