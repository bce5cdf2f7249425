import type { Verdict } from '@sallyport/domain';

/** An archive made to break, fool or fill whoever unpacks it, and what must be said of it. */
export interface HostileArchive {
  what: string;
  ecosystem: 'npm' | 'pypi';
  build(): Buffer | Promise<Buffer>;
  verdict: Verdict;
  /** A rule that must speak. */
  rule: string;
}

type Told = [what: string, build: HostileArchive['build'], verdict: HostileArchive['verdict'], rule: string];

/** A row of a table of them. */
export const tarballCase = (...told: Told): HostileArchive => rowOf('npm', told);
export const wheelCase = (...told: Told): HostileArchive => rowOf('pypi', told);

function rowOf(ecosystem: HostileArchive['ecosystem'], [what, build, verdict, rule]: Told): HostileArchive {
  return { ecosystem, what, build, verdict, rule };
}
