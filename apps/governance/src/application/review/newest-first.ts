import type { RecordKind, RecordValue } from '@sallyport/domain';
import type { StoredRecord } from '../ports/registry-store';

/** By the change that made them what they are. */
export function newestFirst<K extends RecordKind>(records: readonly StoredRecord<K>[]): RecordValue<K>[] {
  return [...records].sort((a, b) => b.revision - a.revision).map(({ value }) => value);
}
