import { SEVERITIES, type Severity } from '../scan/report';
import type { AdvisoryDetail } from './advisory-detail';

type Weighed = Pick<AdvisoryDetail, 'id' | 'malware' | 'severity' | 'score' | 'kev' | 'epss'> & {
  /** Somebody answers for it that the advisory does not affect this version. */
  readonly statement?: unknown;
};

/**
 * What a reviewer reads first. Malware is never stated away; then what is stated not to affect comes last; then known
 * exploitation, severity, likelihood of exploitation, score. Of equals, by id, so that two reports of the same are the same.
 */
export function worstFirst<T extends Weighed>(findings: readonly T[]): T[] {
  return [...findings].sort(
    (a, b) =>
      Number(b.malware) - Number(a.malware) ||
      Number(isStated(a)) - Number(isStated(b)) ||
      Number(b.kev !== null) - Number(a.kev !== null) ||
      rank(b.severity) - rank(a.severity) ||
      (b.epss?.probability ?? 0) - (a.epss?.probability ?? 0) ||
      (b.score ?? 0) - (a.score ?? 0) ||
      inOrder(a.id, b.id),
  );
}

function isStated({ malware, statement }: Weighed): boolean {
  return !malware && statement !== undefined && statement !== null;
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

function inOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
