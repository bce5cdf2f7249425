import { ACT, CONFIRM, TEND, WATCHED, identityOf, type Holder, type World } from './world';
import {
  RARE,
  generationSeen,
  hostOf,
  leaseOf,
  nameOf,
  setUpOf,
  waitOf,
  type Model,
  type Take,
} from './protocol';

const { max } = Math;

/** What a holder of a lease, a governance replica or a local decision point, can do next. */
export function holderSteps(model: Model, world: World, index: number, take: Take): void {
  const me = world.holders[index] as Holder;
  const { name, store } = setUpOf(index, model);
  const identity = identityOf(store, me.life);
  const here = (next: World): Holder => next.holders[index] as Holder;

  if (me.confirm === CONFIRM.idle && me.life !== world.life(store))
    take(name, 'asks which store of leases this is', (next) => void (here(next).life = next.life(store)));

  // Whoever found another one in force, at whatever time since then.
  const { force, generation } = world.database;
  if (me.life > 0 && force !== identity && generation < (model.scenario.claims ?? 0))
    take(
      name,
      'puts its store of leases in force',
      (next) => {
        next.database.generation += 1;
        next.database.force = identity;
      },
      RARE,
    );

  if (me.confirm === CONFIRM.idle)
    take(name, 'begins to confirm', (next) => {
      const then = here(next);
      then.candidate = leaseOf(model);
      then.floor = next.database.acknowledged;
      then.confirm = CONFIRM.renewing;
      if (model.fault === 'log-before-renewal') then.read = next.database.revision;
    });
  else confirmSteps(model, world, index, take);

  if (me.revision < world.database.revision && setUpOf(index, model).via === undefined)
    take(name, 'is told of a change, and reads the log', (next) =>
      apply(model, next, index, next.database.revision),
    );

  if (me.strayRevision > 0 && me.strayLife === world.life(store))
    take(name, 'has a late renewal noted', (next) => {
      const then = here(next);
      note(model, next, index, then.strayRevision);
      then.strayRevision = then.strayLife = 0;
    });

  if (world.left.crashes > 0) {
    take(
      name,
      'is killed, and starts from an old snapshot',
      (next) => {
        next.left.crashes -= 1;
        restart(model, next, index);
      },
      RARE,
    );
    if (world.noted(store, nameOf(index, model)) > 0)
      take(
        name,
        'gives its lease back, ends and starts again',
        (next) => {
          next.left.crashes -= 1;
          restart(model, next, index);
          next.setNoted(store, nameOf(index, model), 0);
        },
        RARE,
      );
  }

  if (model.fault === 'check-after-look' && me.lease > 0 && me.looked === 0)
    take(name, 'looks at its lease for a whole batch of checks', (next) => void (here(next).looked = 1));
}

function confirmSteps(model: Model, world: World, index: number, take: Take): void {
  const me = world.holders[index] as Holder;
  const { name, store, via } = setUpOf(index, model);
  const here = (next: World): Holder => next.holders[index] as Holder;

  if (me.confirm === CONFIRM.renewing) {
    if (world.life(store) === me.life)
      take(name, 'has its renewal noted', (next) => {
        note(model, next, index, here(next).revision + 1);
        here(next).confirm = CONFIRM.renewed;
      });
    take(name, 'gets no answer to its renewal', (next) => void (here(next).confirm = CONFIRM.unrenewed));
    if (world.left.strays > 0)
      take(name, 'gives up a renewal that is still under way', (next) => {
        const then = here(next);
        next.left.strays -= 1;
        then.strayRevision = then.revision + 1;
        then.strayLife = then.life;
        then.confirm = CONFIRM.unrenewed;
      });
    return;
  }

  if (me.confirm === CONFIRM.renewed || me.confirm === CONFIRM.unrenewed) {
    const isRenewed = me.confirm === CONFIRM.renewed;
    const source =
      model.fault === 'follower-from-memory' && via !== undefined ? world.holders[via] : undefined;
    if (source === undefined || source.lease > 0)
      take(name, 'has the log read for it', (next) => {
        const then = here(next);
        if (model.fault !== 'log-before-renewal') then.read = source?.revision ?? next.database.revision;
        then.generationRead = generationSeen(next, model);
        const isInForce = next.database.force === identityOf(store, me.life);
        then.confirm = isRenewed && isInForce ? CONFIRM.readLeased : CONFIRM.readUnleased;
      });
    take(name, 'gives up: the log cannot be read', (next) => backToIdle(here(next)));
    return;
  }

  take(name, 'applies the log', (next) => {
    const then = here(next);
    const { read, floor, revision: before } = then;
    if (me.confirm === CONFIRM.readLeased)
      then.lease = model.fault === 'lease-from-end' ? leaseOf(model) : then.candidate;
    learn(model, next, index, then.generationRead, leaseOf(model) - then.candidate);
    backToIdle(then);
    apply(model, next, index, model.fault === 'view-goes-back' ? read : max(before, read));
    if (then.revision < before)
      return `the view of ${name} goes back from revision ${before} to ${then.revision}`;
    // A check that waited for this confirmation is answered now, lease or not.
    return then.memo < floor ? staleCheck(name, then.memo, floor) : undefined;
  });
}

/** In one turn, as whoever reads the view sees it. */
export function apply(model: Model, next: World, index: number, revision: number): void {
  const me = next.holders[index] as Holder;
  const entry = next.names[nameOf(index, model)];
  if (revision === me.revision || entry === undefined) return;
  me.revision = revision;
  if (model.fault !== 'memo-ignores-revisions') me.memo = revision;
  // Told to all; hearing it is another step, which may never come.
  entry.announced = max(entry.announced, revision);
}

/**
 * It has just been told which leases are in force: from now on it knows, and a whole lease later none is left of those
 * before.
 * @param asked ticks since it asked
 */
export function learn(model: Model, next: World, index: number, generation: number, asked: number): void {
  const me = next.holders[index] as Holder;
  const isNews =
    model.fault === 'generation-not-counted' ? generation !== me.generation : generation > me.generation;
  if (!isNews) return;
  me.generation = generation;
  if (!model.scenario.writers.includes(index)) return;
  me.unsure = max(0, waitOf(model) - (model.fault === 'trust-from-before' ? asked : 0));
}

export function staleCheck(name: string, revision: number, acknowledged: number): string {
  return `a check at ${name} begins after the ban of revision ${acknowledged} is acknowledged, and is allowed from revision ${revision}`;
}

function note(model: Model, next: World, index: number, noted: number): void {
  const { store } = setUpOf(index, model);
  const name = nameOf(index, model);
  const before = next.noted(store, name);
  next.setNoted(store, name, max(before, noted));
  if (before === 0 && model.fault === 'renewals-start-again') return;
  next.holders.forEach((_, process) => {
    const isSeen = setUpOf(process, model).store === store && next.watched(process, name) === WATCHED.same;
    if (isSeen) next.setWatched(process, name, WATCHED.moved);
  });
}

function backToIdle(me: Holder): void {
  me.confirm = CONFIRM.idle;
  me.candidate = me.read = me.floor = me.generationRead = 0;
}

/** Under its old name, which is harder than a new one: what was under way in that name still arrives. */
function restart(model: Model, next: World, index: number): void {
  const me = next.holders[index] as Holder;
  backToIdle(me);
  me.revision = me.memo = me.lease = me.life = me.generation = me.looked = me.silence = 0;
  me.tend = TEND.idle;
  me.unsure = model.scenario.writers.includes(index) ? waitOf(model) : 0;
  next.names.forEach((_, name) => next.setWatched(index, name, WATCHED.absent));
  next.writers.forEach((act, writer) => {
    if (hostOf(writer, model) !== index) return;
    act.act = ACT.idle;
    act.revision = act.generation = act.force = act.wait = 0;
    next.names.forEach((_, name) => next.setBehind(writer, name, false));
  });
}
