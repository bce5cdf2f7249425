import { createHash } from 'node:crypto';
import { AgentChange, RECORDS, RECORDS_FOR_PEOPLE, RegistryEntry, type RecordKind } from '@sallyport/domain';
import { z } from 'zod';
import { PACKED_FORMAT } from './snapshot-format';

/** What the schemas of everything in a snapshot were when the format was given its number. */
const SCHEMAS_OF_FORMAT: Readonly<Record<number, string>> = {
  1: '169b34417e2387d9f4fa3ff420c2ce107e0a9636ed50c23bb1a0b680f6468a67',
  2: '06ce3d331dcd2099c42e500049f7a1efa1b867c9cbe26601667352c92e27712f',
  3: '4295b056fb8549ebc18bc01d8d0b3d4768b8773bbaa9b03f018aaca66d81b40f',
  4: 'b7e32ec5e5d5941df752c10e1d74fc07dfc9fd8e56e82a778334458f2ceb64fb',
};

describe('registry-view/packed/snapshot-format', () => {
  it('has another number where what a snapshot holds has other schemas', () => {
    const kinds = (Object.keys(RECORDS) as RecordKind[]).filter((kind) => !RECORDS_FOR_PEOPLE.includes(kind));
    const schemas = [
      RegistryEntry,
      AgentChange.pick({ maturity: true }),
      ...kinds.map((kind) => RECORDS[kind]),
    ];
    const text = JSON.stringify(schemas.map((schema) => z.toJSONSchema(schema)));

    const digest = createHash('sha256').update(text).digest('hex');

    // Another digest: raise PACKED_FORMAT and add its line, so that no release reads what it would not have written.
    expect(digest).toBe(SCHEMAS_OF_FORMAT[PACKED_FORMAT]);
  });
});
