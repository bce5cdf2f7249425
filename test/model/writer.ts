import { ACT, identityOf, type Holder, type World, type Writer } from './world';
import { generationSeen, hostOf, nameOf, setUpOf, waitOf, type Model, type Take } from './protocol';
import { apply, learn } from './holder';

const { max } = Math;

/** What a writer can do next: commit, settle, acknowledge. */
export function writerSteps(model: Model, world: World, index: number, take: Take): void {
  const act = world.writers[index] as Writer;
  const host = hostOf(index, model);
  const actor = actorOf(index, model);

  switch (act.act) {
    case ACT.idle:
    case ACT.prepared:
      return commitSteps(model, world, index, take);
    case ACT.committed:
      take(actor, 'hears that it is committed, and applies it', (next) => {
        const then = next.writers[index] as Writer;
        if (model.fault !== 'wait-from-before') then.wait = waitOf(model);
        then.act = model.fault === 'leases-before-commit' ? ACT.listed : ACT.settling;
        learn(model, next, host, then.generation, 0);
        if ((next.holders[host] as Holder).revision + 1 === then.revision)
          apply(model, next, host, then.revision);
      });
      take(actor, 'never hears that it is committed', (next) => end(next, index));
      return;
    case ACT.settling:
    case ACT.listed:
      return settleSteps(model, world, index, take);
  }
}

function commitSteps(model: Model, world: World, index: number, take: Take): void {
  const actor = actorOf(index, model);
  const { revision, acknowledged } = world.database;
  const here = (next: World): Writer => next.writers[index] as Writer;
  const isEarly = model.fault === 'leases-before-commit' || model.fault === 'wait-from-before';

  if (isEarly && here(world).act === ACT.idle) {
    if (revision < model.scenario.revisions)
      take(actor, 'prepares', (next) => {
        here(next).act = ACT.prepared;
        if (model.fault === 'wait-from-before') here(next).wait = waitOf(model);
        else list(model, next, index, next.database.revision + 1);
      });
    return;
  }
  if (revision < model.scenario.revisions)
    take(actor, 'commits', (next) => {
      next.database.revision += 1;
      commit(model, next, index);
    });
  // The same call again, after an answer that was lost: nothing changes, and it has to hold everywhere all the same.
  if (acknowledged < revision && !isEarly)
    take(actor, 'finds nothing to change', (next) => commit(model, next, index));
}

function commit(model: Model, next: World, index: number): void {
  const then = next.writers[index] as Writer;
  then.act = ACT.committed;
  then.revision = next.database.revision;
  then.generation = generationSeen(next, model);
  then.force = next.database.force;
}

function settleSteps(model: Model, world: World, index: number, take: Take): void {
  const act = world.writers[index] as Writer;
  const actor = actorOf(index, model);

  if (model.fault !== 'ack-before-apply' && model.fault !== 'leases-before-commit') {
    if (canBelieveLeases(model, world, index))
      take(actor, 'sees who is behind', (next) => {
        (next.writers[index] as Writer).act = ACT.listed;
        list(model, next, index, act.revision);
      });
    else if (act.act === ACT.listed)
      take(actor, 'cannot see any more who is behind', (next) => {
        (next.writers[index] as Writer).act = ACT.settling;
        next.names.forEach((_, name) => next.setBehind(index, name, false));
      });
  }

  world.names.forEach(({ announced }, name) => {
    if (!world.isBehind(index, name) || announced < act.revision) return;
    take(actor, `hears that ${setUpOf(name, model).name} has applied it`, (next) =>
      next.setBehind(index, name, false),
    );
  });

  if (canAcknowledge(model, world, index))
    take(actor, 'acknowledges', (next) => {
      next.database.acknowledged = max(next.database.acknowledged, act.revision);
      end(next, index);
    });
}

/** Whether the act may be acknowledged now. From a whole lease after the commit on it may be, whatever answers. */
function canAcknowledge(model: Model, world: World, index: number): boolean {
  const act = world.writers[index] as Writer;
  if (model.fault === 'ack-before-apply') return true;
  if (act.wait === 0 && model.fault !== 'ack-waits-for-ever') return true;
  const { revision } = world.holders[hostOf(index, model)] as Holder;
  return (
    act.act === ACT.listed &&
    revision >= act.revision &&
    !world.names.some((_, name) => world.isBehind(index, name))
  );
}

/** A whole lease has gone by and it still may not answer. */
export function isOverdue(model: Model, world: World, index: number): boolean {
  const act = world.writers[index] as Writer;
  const settles = act.act === ACT.settling || act.act === ACT.listed;
  return settles && act.wait === 0 && !canAcknowledge(model, world, index);
}

/** The store of leases in force at the commit is this process' own, and has been without a break for a whole lease. */
function canBelieveLeases(model: Model, world: World, index: number): boolean {
  const act = world.writers[index] as Writer;
  const host = hostOf(index, model);
  const { store } = setUpOf(host, model);
  const { life, generation, unsure } = world.holders[host] as Holder;
  if (life !== world.life(store)) return false;
  if (model.fault === 'trust-after-loss') return true;
  return act.force === identityOf(store, life) && act.generation === generation && unsure === 0;
}

function list(model: Model, next: World, index: number, revision: number): void {
  const host = hostOf(index, model);
  const { store } = setUpOf(host, model);
  next.names.forEach((_, name) => {
    const noted = next.noted(store, name);
    next.setBehind(index, name, noted > 0 && noted - 1 < revision && name !== nameOf(host, model));
  });
}

function end(next: World, index: number): void {
  const then = next.writers[index] as Writer;
  then.act = ACT.idle;
  then.revision = then.generation = then.force = then.wait = 0;
  next.names.forEach((_, name) => next.setBehind(index, name, false));
}

function actorOf(index: number, model: Model): string {
  return `writer ${String.fromCharCode(65 + index)} at ${setUpOf(hostOf(index, model), model).name}`;
}
