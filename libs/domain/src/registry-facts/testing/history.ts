import type { Ecosystem } from '../../package/ecosystem';
import { UNSAID, type HistoryVersion, type PackageHistory } from '../history';

export const AS_OF = '2026-06-15T12:00:00.000Z';

/** A version that says what is given; a date alone is midnight. */
export function published(
  version: string,
  date: string | null,
  said: Partial<HistoryVersion> = {},
): HistoryVersion {
  const publishedAt = date === null || date.includes('T') ? date : `${date}T00:00:00.000Z`;
  return { ...UNSAID, version, publishedAt, ...said };
}

export function historyOf(
  versions: readonly HistoryVersion[],
  more: Partial<PackageHistory> = {},
): PackageHistory {
  const ecosystem: Ecosystem = more.ecosystem ?? 'npm';
  return {
    ...{ ecosystem, name: 'thing', source: 'fake registry', asOf: AS_OF },
    ...{ versions, maintainers: null, weeklyDownloads: null },
    ...more,
  };
}
