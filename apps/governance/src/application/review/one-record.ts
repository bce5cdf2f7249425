import type { Actor, RecordKind, RecordValue } from '@sallyport/domain';
import type { ChangePart } from '../ports/registry-store';

/** The part that puts one record in place of what was there. */
export function oneRecord<K extends RecordKind>(
  kind: K,
  key: string,
  change: { action: string; value: RecordValue<K>; actor: Actor; at: string; note?: string | undefined },
): ChangePart {
  const { note, ...rest } = change;
  // Kind and value belong together by the signature; a union of ten such pairs is more than the compiler follows.
  return { kind, key, ...rest, ...(note === undefined ? {} : { note }) } as ChangePart;
}
