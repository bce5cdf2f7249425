import type { Hook } from '../hook';
import type { HookChange } from './artifact-delta';

export interface HooksBetween {
  added: Hook[];
  changed: HookChange[];
  removed: Hook[];
}

/** One hook is its kind and name; a malformed artifact may have several of one name, and then each is looked at. */
export function hooksBetween(before: readonly Hook[], after: readonly Hook[]): HooksBetween {
  const had = byKey(before);
  const has = byKey(after);
  const added: Hook[] = [];
  const changed: HookChange[] = [];
  for (const [key, hooks] of has) {
    const former = had.get(key) ?? [];
    for (const hook of hooks) {
      if (former.some((one) => isSame(one, hook))) continue;
      const counterpart = former.find(({ command }) => command === hook.command) ?? former[0];
      if (counterpart === undefined) added.push(hook);
      else
        changed.push({
          what: counterpart.command === hook.command ? 'code' : 'command',
          before: counterpart,
          after: hook,
        });
    }
  }
  return { added, changed, removed: before.filter((hook) => !has.has(keyOf(hook))) };
}

/** What does not start by itself where it is installed: an sdist is always built, and by code. */
const BUILDING: readonly Hook['kind'][] = ['build', 'backend'];

/**
 * Hooks that somebody has to look at before the later version takes the place of the earlier one: new ones, and ones
 * that are started by another command. A build tool in place of another is no such change, as long as neither does more
 * than build; nor is a setup.py that only builds. `codeToo`: also where the same command runs files with other content.
 */
export function notableHooks(
  { added, changed }: Pick<HooksBetween, 'added' | 'changed'>,
  codeToo = false,
): { added: Hook[]; changed: HookChange[] } {
  return {
    added: added.filter((hook) => !(BUILDING.includes(hook.kind) && hook.onlyBuilds)),
    changed: changed.filter(({ what, before, after }) => {
      // setup.py has the version in it, so that its content changes with every release.
      if (before.onlyBuilds && after.onlyBuilds)
        return codeToo && what === 'code' && !BUILDING.includes(after.kind);
      // What only built and now does more has changed, whatever its command is.
      return what === 'command' || before.onlyBuilds || codeToo;
    }),
  };
}

function isSame(a: Hook, b: Hook): boolean {
  return a.command === b.command && a.code === b.code;
}

function keyOf({ kind, name }: Hook): string {
  return `${kind}\0${name}`;
}

function byKey(hooks: readonly Hook[]): Map<string, Hook[]> {
  const groups = new Map<string, Hook[]>();
  for (const hook of hooks) groups.set(keyOf(hook), [...(groups.get(keyOf(hook)) ?? []), hook]);
  return groups;
}
