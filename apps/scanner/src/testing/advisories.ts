import type { Ecosystem } from '@sallyport/domain';
import type { AdvisoryRecord } from '../advisory/advisory-record';

/** An advisory of npm `left` below 2.0.0, unless told otherwise. */
export function advisory(
  own: Partial<Omit<AdvisoryRecord, 'affected'>> & {
    ecosystem?: Ecosystem;
    name?: string;
    fixed?: string;
  } = {},
): AdvisoryRecord {
  const { ecosystem = 'npm', name = 'left', fixed = '2.0.0', ...rest } = own;
  return {
    id: 'GHSA-sample',
    modified: '2026-01-01T00:00:00.000Z',
    published: '2025-12-01T00:00:00.000Z',
    withdrawn: false,
    aliases: [],
    summary: 'Sample.',
    vectors: [],
    statedSeverity: null,
    isMalwareWeakness: false,
    affected: [
      { ecosystem, name, versions: [], ranges: [{ events: [{ introduced: '0' }, { fixed }] }], vectors: [] },
    ],
    ...rest,
  };
}
