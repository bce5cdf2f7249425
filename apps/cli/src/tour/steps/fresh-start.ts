import type { Sample } from '../samples';
import { startOver } from '../start-over';
import { need, type TourStep } from '../step';

export const freshStart = ({ ecosystem, title }: Sample): TourStep => ({
  name: `Take back what was approved for ${title}`,
  async run(world) {
    const { revoked, borrowed } = await startOver(
      world,
      need(world.found[ecosystem].lock, `${ecosystem} closure`),
    );
    world.found[ecosystem].mayChange = true;
    return { detail: sentence(revoked, borrowed) };
  },
});

function sentence(revoked: number, borrowed: number): string {
  if (revoked === 0) return 'nothing of the closure was approved';
  const others = borrowed === 0 ? '' : `, of them ${borrowed} by other people, which the last step puts back`;
  return `an earlier approval of ${revoked} packages was revoked${others}`;
}
