import { fromVector } from 'ae-cvss-calculator';
import type { Severity } from '@sallyport/domain';

/** Qualitative scale of CVSS 3.1 section 5 and CVSS 4.0 section 6; the lowest score of each word. */
const SCALE: readonly (readonly [number, Severity])[] = [
  [9, 'critical'],
  [7, 'high'],
  [4, 'medium'],
  [0.1, 'low'],
  [0, 'info'],
];

const STATED: Readonly<Record<string, Severity>> = {
  CRITICAL: 'critical',
  HIGH: 'high',
  MODERATE: 'medium',
  MEDIUM: 'medium',
  LOW: 'low',
};

/** The CVSS vector with the highest score; undefined where none can be scored. */
export function worstVector(vectors: readonly string[]): { vector: string; score: number } | undefined {
  let worst: { vector: string; score: number } | undefined;
  for (const vector of vectors) {
    const score = scoreOf(vector);
    if (score !== undefined && (worst === undefined || score > worst.score)) worst = { vector, score };
  }
  return worst;
}

/** The highest of the CVSS vectors; else what the database states; else medium, because unknown is not harmless. */
export function advisorySeverity(vectors: readonly string[], stated: string | null): Severity {
  const worst = worstVector(vectors);
  if (worst === undefined) return STATED[stated?.toUpperCase() ?? ''] ?? 'medium';
  return SCALE.find(([from]) => worst.score >= from)?.[1] ?? 'medium';
}

function scoreOf(vector: string): number | undefined {
  // The calculator throws on some malformed vectors and answers null on others.
  try {
    const score = fromVector(vector)?.calculateScores().overall;
    return typeof score === 'number' && Number.isFinite(score) ? score : undefined;
  } catch {
    return undefined;
  }
}
