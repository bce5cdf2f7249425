import {
  decide,
  digestsOf,
  statusOf,
  type ApprovalFact,
  type Decision,
  type Facts,
  type getRequest,
  type Grant,
  type PackageId,
  type RegistryEntry,
  type ReplyOf,
} from '@sallyport/domain';
import { checkPackage, ShortestPaths, type RegistryView } from '@sallyport/registry-view';
import type { PackageRequest } from '../ports/registry-store';
import { evidenceDelta } from './evidence-delta';
import { verdictOf, verdictRank } from './request-summary';

export type Evidence = ReplyOf<typeof getRequest>['evidence'][number];

const EFFECTS: readonly Decision['effect'][] = ['allow', 'undecided', 'deny'];
/** Stands for any agent of the greatest maturity; nothing is recorded under it. */
const ANY_AGENT = 'any-autonomous-agent';

/** What a reviewer needs to know of every package of a request, worst first. */
export function evidenceOf(request: PackageRequest, view: RegistryView, now: number): Evidence[] {
  const pathTo = pathsOf(request);
  return request.packages
    .map((id) => ({
      ecosystem: id.ecosystem,
      name: id.name,
      version: id.version,
      entry: view.lookup(id) ?? null,
      facts: view.factsOf(id) ?? null,
      delta: evidenceDelta(id, view),
      path: pathTo(id),
      ifApproved: ifApproved(id, view, now),
    }))
    .sort(worstFirst);
}

function worstFirst(a: Evidence, b: Evidence): number {
  const effectOf = ({ ifApproved: decision }: Evidence) =>
    EFFECTS.indexOf(decision === null ? 'undecided' : decision.effect);
  const rankOf = ({ facts }: Evidence) => verdictRank(verdictOf(facts ?? undefined));
  return effectOf(b) - effectOf(a) || rankOf(b) - rankOf(a);
}

/** The decision on the present facts with one more: an approval of this version and its known files. */
function ifApproved(id: PackageId, view: RegistryView, now: number): Decision {
  const { facts } = checkPackage(view, { agentId: ANY_AGENT, ...id }, { now, maturity: 'autonomous' });
  const grant: Grant = {
    grantedAt: new Date(now).toISOString(),
    expiresAt: null,
    by: [],
    digests: digestsOf(facts.known),
    closure: null,
    without: [],
    breakGlass: false,
    inheritedFrom: null,
    reason: null,
  };
  const entry: RegistryEntry = {
    approval: 'approved',
    minMaturity: 'autonomous',
    banReason: facts.entry?.banReason ?? null,
    grant,
  };
  const approval: ApprovalFact = {
    id: null,
    selector: { kind: 'exact', ...id },
    minMaturity: 'autonomous',
    grant,
  };
  const hypothetical: Facts = {
    ...facts,
    entry,
    status: statusOf(entry),
    // In place of the approval that the version may have; standing ones stay.
    approvals: [approval, ...facts.approvals.filter((present) => present.id !== null)],
  };
  return decide(hypothetical, view.revision);
}

/** Shortest ways from the roots of the request's lock, as `name@version`; empty where the request has none. */
function pathsOf({ lock }: PackageRequest): (id: PackageId) => string[] {
  if (lock === null) return () => [];
  const paths = new ShortestPaths(lock.packages, lock.roots);
  const places = new Map<string, number[]>();
  for (const [index, { name, version }] of lock.packages.entries()) {
    const key = JSON.stringify([name, version]);
    places.set(key, [...(places.get(key) ?? []), index]);
  }
  const label = (step: number | string) => {
    const locked = typeof step === 'number' ? lock.packages[step] : undefined;
    return locked === undefined ? String(step) : `${locked.name}@${locked.version}`;
  };
  return ({ name, version }) => {
    const nearest = paths.nearest(places.get(JSON.stringify([name, version])) ?? []);
    return nearest === undefined ? [] : paths.to(nearest).map(label);
  };
}
