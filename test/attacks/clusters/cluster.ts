import type { Sample } from '../case';

/** One artifact of a cluster, and when its registry says that it was published; undefined: it does not say. */
export interface Member {
  sample: Sample;
  publishedAt?: string;
}

/** Artifacts in the order in which they are scanned. */
export interface Cluster {
  id: string;
  members: readonly Member[];
}

export interface AttackCluster extends Cluster {
  /** Names that must be held when all were scanned. */
  held: readonly string[];
  /** Those of them that only the comparison shows; absent: all. */
  accused?: readonly string[];
}

const HOUR = 60 * 60 * 1_000;
const FIRST = Date.parse('2026-08-04T09:00:00.000Z');

/** Hours after the first of a cluster. */
export function after(hours: number): string {
  return new Date(FIRST + hours * HOUR).toISOString();
}

export function published(samples: readonly Sample[], hoursApart: number): Member[] {
  return samples.map((sample, index) => ({ sample, publishedAt: after(index * hoursApart) }));
}

export function undated(samples: readonly Sample[]): Member[] {
  return samples.map((sample) => ({ sample }));
}
