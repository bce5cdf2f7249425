import { ECOSYSTEMS } from '@sallyport/domain';
import type { AdvisoryRecord } from '../advisory-record';
import { rememberingReader, type VersionReader } from '../read-affected';
import { AdvisoryIndex, indexKey, nameOfKey, packIndex } from './advisory-index';
import { packPackage } from './package-block';

/** An index of these records alone. */
export function indexOf(records: Iterable<AdvisoryRecord>): AdvisoryIndex {
  return new AdvisoryIndex(packIndex(packBlocks(recordsByKey(records), rememberingReader())));
}

/** The block of each package, by its key. */
export function packBlocks(
  named: ReadonlyMap<string, readonly AdvisoryRecord[]>,
  read: VersionReader,
): Map<string, Buffer> {
  return new Map([...named].map(([key, records]) => [key, packPackage(nameOfKey(key), records, read)]));
}

/** The records in force, by each package that they name. */
export function recordsByKey(records: Iterable<AdvisoryRecord>): Map<string, AdvisoryRecord[]> {
  const named = new Map<string, AdvisoryRecord[]>();
  for (const record of records) {
    if (record.withdrawn) continue;
    for (const ecosystem of ECOSYSTEMS) {
      const own = record.affected.filter((each) => each.ecosystem === ecosystem);
      for (const name of new Set(own.map((each) => each.name))) {
        const key = indexKey({ ecosystem, name }).toString('utf8');
        const group = named.get(key);
        if (group === undefined) named.set(key, [record]);
        else group.push(record);
      }
    }
  }
  return named;
}
