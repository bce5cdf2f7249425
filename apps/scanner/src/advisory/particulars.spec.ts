import { packageId } from '@sallyport/domain';
import { advisory } from '../testing/advisories';
import { advisoryFindings } from './advisory-findings';
import type { AdvisoryRecord } from './advisory-record';
import { indexOf } from './packed/pack-records';
import { particularsOf, sourcesOf } from './particulars';

const ID = packageId({ ecosystem: 'npm', name: 'left', version: '1.2.0' });
const HIGH = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N';
const CRITICAL = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

type Own = Parameters<typeof advisory>[0];
const speaking = (affected: ReturnType<typeof affecting>, own: Own = {}) => ({ ...advisory(own), affected });

/** `left` affected from a version on, or as listed. */
function affecting(introduced: string | null, versions: string[] = []) {
  const [affected] = advisory().affected;
  const ranges = introduced === null ? [] : [{ events: [{ introduced }] }];
  return affected === undefined ? [] : [{ ...affected, ranges, versions }];
}

function particulars(records: readonly AdvisoryRecord[]) {
  const index = indexOf(records);
  expect(advisoryFindings(ID, index)).toHaveLength(1);
  return particularsOf(ID, [
    ...sourcesOf(ID, index, new Map(records.map((record) => [record.id, record]))).values(),
  ]);
}

describe('advisory/particulars', () => {
  it('takes of several records of one issue the surest, the earliest and the worst', () => {
    const records = [
      speaking(affecting('1.1.0'), {
        ...{ id: 'GHSA-a', aliases: ['CVE-1'], published: '2025-05-01T00:00:00.000Z', vectors: [HIGH] },
      }),
      speaking(affecting('1.0'), {
        ...{ id: 'PYSEC-b', aliases: ['CVE-1'], published: '2025-04-01T00:00:00.000Z', vectors: [CRITICAL] },
      }),
      speaking(affecting(null, ['1.2.0']), {
        ...{ id: 'OSV-c', aliases: ['CVE-1'], published: null, vectors: ['odd'] },
      }),
    ];

    const expected = {
      introducedIn: '1.0',
      publishedAt: '2025-04-01T00:00:00.000Z',
      vector: CRITICAL,
      score: 9.8,
      sureness: 'listed',
    };

    expect(particulars(records)).toEqual(expected);
    expect(particulars([...records].reverse())).toEqual(expected);
  });

  it('says nothing that no record says', () => {
    const records = [speaking(affecting('odd'), { published: null, vectors: ['odd'] })];

    expect(particulars(records)).toEqual({
      ...{ introducedIn: null, publishedAt: null, vector: null, score: null },
      sureness: 'unevaluated',
    });
  });

  it('takes "0" for earlier than any other', () => {
    const records = [
      speaking(affecting('0.0.0-alpha'), { id: 'GHSA-a', aliases: ['CVE-1'] }),
      speaking(affecting('0'), { id: 'GHSA-b', aliases: ['CVE-1'] }),
    ];

    expect(particulars(records).introducedIn).toBe('0');
  });

  it('prefers the vectors that hold for the package', () => {
    const [own] = affecting('1.0.0');
    const records = [speaking(own ? [{ ...own, vectors: [HIGH] }] : [], { vectors: [CRITICAL] })];

    expect(particulars(records)).toMatchObject({ vector: HIGH, score: 7.5 });
  });
});
