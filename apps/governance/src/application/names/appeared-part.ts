import type { Actor, NameMemory } from '@sallyport/domain';
import type { ChangePart } from '../ports/registry-store';

/** A name that was missing is there: blocked until a person clears it. Nothing where it was not remembered as missing. */
export function appearedPart(
  key: string,
  known: NameMemory | undefined,
  actor: Actor,
  at: string,
): ChangePart | undefined {
  if (known?.state !== 'absent') return undefined;
  return {
    kind: 'name',
    key,
    action: 'appear',
    value: { ...known, state: 'appeared', appearedAt: at },
    actor,
    at,
  };
}
