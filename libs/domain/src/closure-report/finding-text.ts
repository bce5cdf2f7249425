import type { Sureness } from '../scan/report';
import type { ReportedFinding } from './closure-report';

const SURE: Readonly<Record<Sureness, string>> = {
  listed: 'the advisory lists this very version',
  range: 'the version lies in a range of the advisory',
  unevaluated: 'a range of the advisory could not be read, so it is taken to affect every version',
};

export function sureText({ sureness }: Pick<ReportedFinding, 'sureness'>): string {
  return SURE[sureness];
}

/** Since which version, and since when it is public. */
export function sinceText({
  introducedIn,
  publishedAt,
}: Pick<ReportedFinding, 'introducedIn' | 'publishedAt'>): string {
  const since =
    introducedIn === null
      ? 'since a version that is not told'
      : introducedIn === '0'
        ? 'in every version up to this one'
        : `since ${introducedIn}`;
  return `${since}, ${publishedAt === null ? 'publication date not told' : `published ${publishedAt.slice(0, 10)}`}`;
}

/** From a root down; the package alone where the way is not known. */
export function placeText({ path, package: { name, version } }: Pick<ReportedFinding, 'path' | 'package'>) {
  return path.length === 0 ? `${name}@${version}` : path.join(' > ');
}
