import type { Decision, PackageId } from '@sallyport/domain';
import type { ClosureCheck } from '../check';
import type { PackageJudgement } from '../judgement';
import type { DistinctPackages } from './distinct-packages';
import { ShortestPaths } from './shortest-paths';

export interface Refusal {
  readonly id: PackageId;
  readonly decision: Decision;
  /** From a root to the package, as `name@version` steps; empty where no way was told. */
  readonly path: readonly string[];
  /** Nearest version that the agent may use; null: there is none, or none was looked for. */
  readonly alternative: string | null;
}

/**
 * So many refusals are told with path, evidence and alternative; the rest by code, reason and next step, so that a
 * reply to ten thousand refused packages still fits into one message of the bus.
 */
export const MAX_TOLD_IN_FULL = 1_000;
/** Characters of all paths together, for the same reason. */
const MAX_PATH_CHARACTERS = 1_000_000;

export function refusals(
  check: ClosureCheck,
  distinct: DistinctPackages,
  judgements: readonly PackageJudgement[],
  alternativeTo: (judgement: PackageJudgement) => string | null,
): Refusal[] {
  const refused: Refusal[] = [];
  let paths: ShortestPaths | undefined;
  let characters = 0;
  for (const [position, judgement] of judgements.entries()) {
    const { decision, id } = judgement;
    if (decision.allowed) continue;
    if (refused.length >= MAX_TOLD_IN_FULL) {
      refused.push({ id, decision: { ...decision, evidence: [] }, path: [], alternative: null });
      continue;
    }
    paths ??= new ShortestPaths(check.packages, check.roots ?? []);
    const path = characters > MAX_PATH_CHARACTERS ? [] : pathTo(paths, distinct, judgements, position);
    for (const step of path) characters += step.length;
    refused.push({ id, decision, path, alternative: alternativeTo(judgement) });
  }
  return refused;
}

/** The shortest of the ways to all places where it lies. */
function pathTo(
  paths: ShortestPaths,
  distinct: DistinctPackages,
  judgements: readonly PackageJudgement[],
  position: number,
): string[] {
  const nearest = paths.nearest(distinct.places(position));
  if (nearest === undefined) return [];
  return paths.to(nearest).map((step) => {
    if (typeof step === 'string') return step;
    const at = judgements[distinct.positions[step] ?? position]?.id;
    return `${at?.name}@${at?.version}`;
  });
}
