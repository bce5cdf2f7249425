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
