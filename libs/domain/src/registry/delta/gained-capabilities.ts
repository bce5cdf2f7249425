import type { PackageFacts, Provenance, ReleaseFacts } from '../../policy/package-facts';
import { hooksBetween, notableHooks } from '../../scan/delta/hook-changes';
import type { Hook } from '../../scan/hook';
import { SEVERITIES, VERDICTS } from '../../scan/report';

const PROVENANCE_RANK: Readonly<Record<Provenance, number>> = { absent: 0, unverified: 1, verified: 2 };

/**
 * What a version has or does that the earlier one did not: capabilities by their names, kinds of what runs by itself,
 * and `agent-configuration`, `hook:…`, `source-kind:…`, `publisher-change`, `provenance-loss`, `build-scripts`, `verdict:…`,
 * `severity:…`. Sorted; empty: nothing new. Where the earlier one's publisher, provenance or build scripts were known
 * and the later one's are not, that is a change, since it may hide one.
 */
export function gainedCapabilities(before: PackageFacts, after: PackageFacts): string[] {
  const gained = new Set([
    ...newTraits(before, after),
    ...newHooks(before, after),
    ...releaseChanges(before.release, after.release),
    ...worse('verdict', VERDICTS, verdictsOf(before), verdictsOf(after)),
    ...worse('severity', SEVERITIES, severitiesOf(before), severitiesOf(after)),
  ]);
  return [...gained].sort();
}

function newTraits(before: PackageFacts, after: PackageFacts): string[] {
  const had = new Set(traitsOf(before));
  return traitsOf(after).filter((trait) => !had.has(trait));
}

function traitsOf({ artifacts }: PackageFacts): string[] {
  return artifacts.flatMap(({ capabilities, runsByItself, agentConfiguration, kind }) => [
    ...capabilities,
    ...runsByItself,
    ...(agentConfiguration ? ['agent-configuration'] : []),
    // An sdist builds itself, whatever the wheel beside it does.
    `source-kind:${kind}`,
  ]);
}

/**
 * What starts by itself and did not, or is started otherwise, or runs other files. Where hooks of one of them were not
 * kept and the other has any, that is a change, since it may hide one.
 */
function newHooks(before: PackageFacts, after: PackageFacts): string[] {
  const had = hooksOf(before);
  const has = hooksOf(after);
  if (had === undefined && has === undefined) return [];
  if (had === undefined || has === undefined) return (had ?? has)?.length === 0 ? [] : ['hooks-unknown'];
  const { added, changed } = notableHooks(hooksBetween(had, has), true);
  return [...added, ...changed.map((change) => change.after)].map(({ name }) => `hook:${name}`);
}

/** Of all files; undefined: of one of them they were not kept. */
function hooksOf({ artifacts }: PackageFacts): Hook[] | undefined {
  const hooks = artifacts.flatMap((artifact) => artifact.hooks ?? []);
  return artifacts.length === 0 || artifacts.some((artifact) => artifact.hooks === undefined)
    ? undefined
    : hooks;
}

function releaseChanges(before: ReleaseFacts, after: ReleaseFacts): string[] {
  return [
    ...(before.publisher !== null && before.publisher !== after.publisher ? ['publisher-change'] : []),
    ...(hasLostProvenance(before.provenance, after.provenance) ? ['provenance-loss'] : []),
    ...(hasGainedBuildScripts(before.buildScripts, after.buildScripts) ? ['build-scripts'] : []),
  ];
}

function hasLostProvenance(before: Provenance | null, after: Provenance | null): boolean {
  if (before === null) return false;
  return after === null ? PROVENANCE_RANK[before] > 0 : PROVENANCE_RANK[after] < PROVENANCE_RANK[before];
}

function hasGainedBuildScripts(before: boolean | null, after: boolean | null): boolean {
  return after === true ? before !== true : before === false && after === null;
}

function verdictsOf({ artifacts }: PackageFacts): string[] {
  return artifacts.map(({ verdict }) => verdict);
}

function severitiesOf({ artifacts }: PackageFacts): string[] {
  return artifacts.flatMap(({ worst }) => worst ?? []);
}

/** The worst of the later ones, where it is worse than any of the earlier ones. */
function worse(
  name: string,
  order: readonly string[],
  before: readonly string[],
  after: readonly string[],
): string[] {
  const worstOf = (values: readonly string[]) =>
    values.reduce((worst, value) => Math.max(worst, order.indexOf(value)), -1);
  const worst = worstOf(after);
  return worst > worstOf(before) ? [`${name}:${order[worst]}`] : [];
}
