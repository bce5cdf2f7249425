import { World, identityOf, type Holder, type Writer } from './world';
import { RARE, generationSeen, setUpOf, type Fault, type Model, type Take } from './protocol';
import { holderSteps, staleCheck } from './holder';
import { tendingSteps } from './tending';
import { isOverdue, writerSteps } from './writer';

/** Everything that can happen next, in an order that is the same each time. */
export function steps(model: Model, world: World, take: Take): void {
  const { fault } = model;
  for (let index = 0; index < world.holders.length; index += 1) {
    holderSteps(model, world, index, take);
    tendingSteps(model, world, index, take);
  }
  for (let index = 0; index < world.writers.length; index += 1) writerSteps(model, world, index, take);

  if (world.left.losses > 0)
    take(
      'the store of leases',
      'loses what it held',
      (next) => {
        next.left.losses -= 1;
        next.setLife(0, next.life(0) + 1);
        next.names.forEach((_, name) => next.setNoted(0, name, 0));
      },
      RARE,
    );
  if (fault === 'commit-not-durable' && world.database.revision > 0)
    take('the database', 'restarts without its newest commit', (next) => void (next.database.revision -= 1));
  if (fault === 'wall-clock-writer')
    world.writers.forEach(({ wait }, index) => {
      if (wait > 0)
        take('the wall clock', 'jumps ahead', (next) => void ((next.writers[index] as Writer).wait = 0));
    });
  if (isAnythingRunning(world)) take('time', 'passes', pass);
  if (fault === 'suspended-unseen')
    world.holders.forEach(({ lease }, index) => {
      if (lease > 0)
        take('time', `passes while the machine of ${setUpOf(index, model).name} is suspended`, (next) => {
          pass(next);
          (next.holders[index] as Holder).lease = lease;
        });
    });
}

/**
 * What must hold in every state. A check that is answered from memory may begin, find the lease held and be answered
 * all in one instant; one that takes longer knew of no more acknowledgements when it began, and is answered from no
 * older view. So it is enough to ask the law of that check, in every state.
 */
export function brokenLaw(model: Model, world: World): string | undefined {
  const { revision, acknowledged } = world.database;
  if (acknowledged > revision) return `the acknowledged revision ${acknowledged} is lost`;
  for (let index = 0; index < world.holders.length; index += 1) {
    const { lease, memo, looked } = world.holders[index] as Holder;
    const answers = lease > 0 || looked > 0 || model.fault === 'lease-off';
    if (answers && memo < acknowledged) return staleCheck(setUpOf(index, model).name, memo, acknowledged);
  }
  for (let index = 0; index < world.writers.length; index += 1)
    if (isOverdue(model, world, index))
      return 'a whole lease after the commit the act is still not acknowledged';
  return undefined;
}

/** Where a holder that has everything may lose it, or where its lease still means something to somebody. */
const NEVER_OVER: readonly (Fault | undefined)[] = [
  'commit-not-durable',
  'follower-from-memory',
  'trust-from-before',
  'view-goes-back',
];

/** Everybody has everything that will ever be banned, for good: no law can be broken any more. */
export function isOver({ scenario, fault }: Model, world: World): boolean {
  if (NEVER_OVER.includes(fault) || world.left.crashes > 0) return false;
  return world.holders.every(({ memo }) => memo === scenario.revisions);
}

/** A lease says nothing any more about a holder that has everything: states that differ in no more than that are one. */
export function dropWhatCannotMatter({ scenario, fault }: Model, world: World): void {
  if (NEVER_OVER.includes(fault)) return;
  for (const holder of world.holders)
    if (holder.memo === scenario.revisions) holder.lease = holder.candidate = holder.floor = 0;
}

/** Everybody has known the first store of leases for long, and nobody holds a lease. */
export function beginningOf(model: Model): World {
  const { crashes = 0, losses = 0, strays = 0 } = model.scenario;
  const world = worldOf(model);
  Object.assign(world.left, { crashes, losses, strays });
  world.setLife(0, 1);
  world.setLife(1, 1);
  world.database.force = identityOf(0, 1);
  for (const holder of world.holders) {
    holder.life = 1;
    holder.generation = generationSeen(world, model);
  }
  return world;
}

export function worldOf({ scenario }: Model): World {
  return new World({ holders: scenario.holders.length, writers: scenario.writers.length });
}

function isAnythingRunning(world: World): boolean {
  return (
    world.holders.some(({ lease, candidate, unsure, silence }) => lease + candidate + unsure + silence > 0) ||
    world.writers.some(({ wait }) => wait > 0)
  );
}

function pass(next: World): void {
  for (const holder of next.holders) {
    if (holder.lease > 0) holder.lease -= 1;
    if (holder.candidate > 0) holder.candidate -= 1;
    if (holder.unsure > 0) holder.unsure -= 1;
    if (holder.silence > 0) holder.silence -= 1;
  }
  for (const writer of next.writers) if (writer.wait > 0) writer.wait -= 1;
}
