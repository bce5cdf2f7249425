import {
  CURRENT,
  statusOf,
  versionDelta,
  type ApprovalFact,
  type BanFact,
  type PackageFacts,
  type PackageId,
  type RegistryEntry,
  type SelectorSubject,
  type StandingApproval,
  type StandingBan,
} from '@sallyport/domain';
import type { Held } from '../memory/selector-index';
import type { RegistryView } from '../registry-view';
import type { GatheredFacts } from './gathered-facts';
import { otherVersions } from './other-versions';

const NONE: readonly never[] = Object.freeze([]);

/** `digest`: the file that is meant; what the scan saw is narrowed to it. */
export function gather(view: RegistryView, id: PackageId, digest?: string): GatheredFacts {
  const entry = view.lookup(id);
  const known = narrowed(view.factsOf(id), digest);
  const subject: SelectorSubject = {
    id,
    digests: digest === undefined ? (known?.artifacts.map((artifact) => artifact.digest) ?? NONE) : [digest],
    publisher: known?.release.publisher ?? null,
  };
  const standing = view.approvalsFor(subject);
  return Object.freeze({
    package: id,
    digest,
    status: statusOf(entry),
    entry,
    approvals: approvalsOf(id, entry, standing),
    bans: bansOf(id, entry, view.bansFor(subject)),
    publisherBans: view.memory.publisherBans(id.ecosystem, () =>
      view.publisherBansIn(id.ecosystem).map(banFact),
    ),
    known,
    advisoryData: view.record('advisory-data', CURRENT),
    exceptions: view.exceptionsFor(subject),
    name: view.nameOf(id),
    delta: standing.some(isOfMore) ? versionDelta(id, known, otherVersions(view, id)) : undefined,
    publishedAt: Date.parse(known?.release.publishedAt ?? ''),
  });
}

/** Of more than single versions and files. */
function isOfMore({ selector }: Held<StandingApproval>): boolean {
  return selector.kind !== 'exact' && selector.kind !== 'digest';
}

function narrowed(facts: PackageFacts | undefined, digest: string | undefined): PackageFacts | undefined {
  if (facts === undefined || digest === undefined) return facts;
  return Object.freeze({
    ...facts,
    artifacts: facts.artifacts.filter((artifact) => artifact.digest === digest),
  });
}

function approvalsOf(
  id: PackageId,
  entry: RegistryEntry | undefined,
  standing: readonly Held<StandingApproval>[],
): readonly ApprovalFact[] {
  const approvals: ApprovalFact[] = standing.map(({ selector, value }) => ({
    id: value.id,
    selector,
    minMaturity: value.minMaturity,
    grant: value.grant,
  }));
  if (entry?.approval === 'approved' && entry.minMaturity !== null) {
    approvals.unshift({
      id: null,
      selector: { kind: 'exact', ...id },
      minMaturity: entry.minMaturity,
      grant: entry.grant,
    });
  }
  return approvals.length === 0 ? NONE : approvals;
}

function bansOf(
  id: PackageId,
  entry: RegistryEntry | undefined,
  standing: readonly Held<StandingBan>[],
): readonly BanFact[] {
  const bans = standing.map(banFact);
  if (entry !== undefined && entry.banReason !== null) {
    bans.unshift({ id: null, selector: { kind: 'exact', ...id }, reason: entry.banReason });
  }
  return bans.length === 0 ? NONE : bans;
}

function banFact({ selector, value }: Held<StandingBan>): BanFact {
  return { id: value.id, selector, reason: value.reason };
}
