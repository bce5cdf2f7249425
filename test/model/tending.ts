import { TEND, WATCHED, type Holder, type World } from './world';
import { nameOf, setUpOf, waitOf, type Model, type Take } from './protocol';

/** How a process finds holders that have gone silent, and takes them off the list so that nobody waits for them. */
export function tendingSteps(model: Model, world: World, index: number, take: Take): void {
  const me = world.holders[index] as Holder;
  const { name, store, tends } = setUpOf(index, model);
  if (tends !== true) return;
  const canAsk = me.life > 0 && me.life === world.life(store);
  const here = (next: World): Holder => next.holders[index] as Holder;

  if (me.tend === TEND.idle) {
    if (model.fault === 'forget-from-before')
      take(name, 'notes the time and asks who holds a lease', (next) => {
        here(next).tend = TEND.asking;
        here(next).silence = waitOf(model);
      });
    else if (canAsk) take(name, 'sees who holds a lease', (next) => watch(model, next, index, waitOf(model)));
    return;
  }
  if (me.tend === TEND.asking) {
    if (canAsk) take(name, 'sees who holds a lease', (next) => watch(model, next, index, here(next).silence));
    return;
  }

  take(name, 'looks no longer for silent ones', (next) => {
    here(next).tend = TEND.idle;
    here(next).silence = 0;
    next.names.forEach((_, other) => next.setWatched(index, other, WATCHED.absent));
  });
  if (me.silence > 0 || !canAsk) return;
  world.names.forEach((_, other) => {
    const watched = world.watched(index, other);
    const isSilent =
      watched === WATCHED.same || (watched === WATCHED.moved && model.fault === 'forget-moved');
    if (!isSilent) return;
    take(name, `takes ${setUpOf(other, model).name} off the list, which has not renewed since`, (next) => {
      next.setNoted(store, other, 0);
      next.setWatched(index, other, WATCHED.absent);
    });
  });
}

function watch(model: Model, next: World, index: number, silence: number): void {
  const me = next.holders[index] as Holder;
  const { store } = setUpOf(index, model);
  me.tend = TEND.watching;
  me.silence = silence;
  next.names.forEach((_, other) => {
    const isThere = next.noted(store, other) > 0 && other !== nameOf(index, model);
    next.setWatched(index, other, isThere ? WATCHED.same : WATCHED.absent);
  });
}
