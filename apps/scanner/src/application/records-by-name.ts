import type { Ecosystem } from '@sallyport/domain';
import type { AdvisoryRecord } from '../advisory/advisory-record';

/** The records that speak of each package of one ecosystem. */
export function recordsByName(
  ecosystem: Ecosystem,
  records: readonly AdvisoryRecord[],
): Map<string, AdvisoryRecord[]> {
  const named = new Map<string, AdvisoryRecord[]>();
  for (const record of records) {
    const names = new Set(
      record.affected.filter((each) => each.ecosystem === ecosystem).map(({ name }) => name),
    );
    for (const name of names) {
      const group = named.get(name);
      if (group === undefined) named.set(name, [record]);
      else group.push(record);
    }
  }
  return named;
}
