import { describePackage, type Decision, type PackageCoordinates, type ReasonCode } from '@sallyport/domain';
import type { Screen } from '../screen/screen';
import { foreign } from '../screen/foreign';
import { packageNamed } from './packages-of';
import { NOBODY, SAMPLES, TOUR_AGENTS } from './samples';
import { need, Unexpected } from './step';
import type { TourWorld } from './world';

/** Reason codes that are right for an agent; the first is the usual one. */
export type Expected = Readonly<Record<string, readonly ReasonCode[]>>;

export interface Matrix {
  packages: readonly PackageCoordinates[];
  rows: readonly { agentId: string; decisions: readonly Decision[] }[];
}

/** Asks for every agent of the tour, and for one that nobody registered, about the package of each sample. */
export async function checkMatrix(world: TourWorld): Promise<Matrix> {
  return matrixOf(
    world,
    SAMPLES.map(({ ecosystem, checked }) =>
      packageNamed(need(world.found[ecosystem].lock, `${ecosystem} closure`), checked),
    ),
  );
}

export async function matrixOf(world: TourWorld, packages: readonly PackageCoordinates[]): Promise<Matrix> {
  const client = await world.as('executor');
  const agents = [NOBODY, ...TOUR_AGENTS.map(({ agentId }) => agentId)];
  const rows = await Promise.all(
    agents.map(async (agentId) => ({
      agentId,
      decisions: await Promise.all(packages.map((pkg) => client.check(pkg, { agentId }))),
    })),
  );
  world.totals.checks += agents.length * packages.length;
  return { packages, rows };
}

/** @throws Unexpected naming every answer that is not the right one */
export function expectReasons({ packages, rows }: Matrix, expected: Expected): void {
  const wrong = rows.flatMap(({ agentId, decisions }) =>
    decisions.flatMap((decision, index) => {
      const right = expected[agentId] ?? [];
      const allowedByReason = decision.reasonCode === 'approved';
      if (right.includes(decision.reasonCode) && decision.allowed === allowedByReason) return [];
      const pkg = packages[index];
      return [
        `${agentId} on ${pkg ? describePackage(pkg) : '?'}: ${decision.reasonCode} instead of ${right.join(' or ')}`,
      ];
    }),
  );
  if (wrong.length > 0) throw new Unexpected(wrong.join('; '));
}

/** "student-blocked 4, approved 4" */
export function countReasons({ rows }: Matrix): string {
  const counts = new Map<string, number>();
  for (const { reasonCode } of rows.flatMap(({ decisions }) => decisions)) {
    counts.set(reasonCode, (counts.get(reasonCode) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `${reason} ${count}`).join(', ');
}

export function showMatrix({ packages, rows }: Matrix): (screen: Screen) => string {
  return ({ table, paint }) =>
    table(
      ['agent', ...packages.map((pkg) => foreign(describePackage(pkg)))],
      rows.map(({ agentId, decisions }) => [
        agentId,
        ...decisions.map(({ allowed, reasonCode }) =>
          allowed ? paint.green(`allowed: ${reasonCode}`) : paint.red(`denied: ${reasonCode}`),
        ),
      ]),
    );
}
