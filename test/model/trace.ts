import type { Counterexample } from './explore';
import { worldOf } from './model';
import { setUpOf, type Model } from './protocol';
import type { World } from './world';

/** One step a line, with what is known where after it; the broken law last. */
export function textOf(model: Model, { law, trace }: Counterexample): string[] {
  const world = worldOf(model);
  const wide = Math.max(...trace.map(({ actor, what }) => `${actor} ${what}`.length));
  let time = 0;
  const lines = trace.map(({ actor, what, row }, index) => {
    if (actor === 'time') time += 1;
    const step = `${String(index + 1).padStart(3)}  t=${time}  ${`${actor} ${what}`.padEnd(wide)}`;
    return `${step}  ${stateOf(model, world.load(row))}`;
  });
  return [...lines, `     => ${law}`];
}

function stateOf(model: Model, world: World): string {
  const { revision, acknowledged } = world.database;
  const holders = world.holders.map(({ revision: known, lease }, index) => {
    const held = lease > 0 ? `, lease for ${lease}` : '';
    return `${setUpOf(index, model).name}: ${known}${held}`;
  });
  return `committed ${revision}, acknowledged ${acknowledged} | ${holders.join(' | ')}`;
}
