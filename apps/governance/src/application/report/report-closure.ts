import {
  DomainError,
  packageId,
  parseEcosystem,
  statementOn,
  worstFirst,
  type ClosureReport,
  type PackageId,
  type ParsedRequestOf,
  type reportClosure,
  type ReportedFinding,
  type RuleException,
} from '@sallyport/domain';
import { checkClosure as judge, type RegistryView } from '@sallyport/registry-view';
import type { AdvisoryDetails, DescribedAdvisories } from '../ports/advisory-details';
import type { CurrentView } from '../registry/current-view';
import { DistinctVersions } from './distinct-versions';

type Asked = ParsedRequestOf<typeof reportClosure>;

/** One reply is one message on the bus, which takes 8 MB. */
const MAX_FINDINGS_CHARACTERS = 4_000_000;
const MAX_DECISIONS_CHARACTERS = 2_500_000;

/** What a reviewer should know of a closure: the scanner's advisories, and what the registry says of them. */
export class ReportClosure {
  constructor(
    private readonly current: CurrentView,
    private readonly details: AdvisoryDetails,
  ) {}

  async report(asked: Asked): Promise<ClosureReport> {
    if (asked.packages.length === 0) throw new DomainError('empty-request', 'The closure has no packages');
    const ecosystem = parseEcosystem(asked.ecosystem);
    const ids = asked.packages.map(({ name, version }) => packageId({ ecosystem, name, version }));
    const distinct = new DistinctVersions(ids, asked.packages, asked.roots ?? []);
    const described = await this.details.describe(distinct.versions);
    // After the scanner's answer, which may take its time: statements and decisions are those of now, at one revision.
    await this.current.current();
    const { view } = this.current;
    const now = this.current.now();
    const findings = findingsOf(described, distinct, view, now);
    const shown = fitting(findings, MAX_FINDINGS_CHARACTERS);
    return {
      createdAt: new Date(now).toISOString(),
      revision: view.revision,
      packages: distinct.versions.length,
      sources: described.sources,
      findings: shown,
      findingsLeftOut: described.findingsLeftOut + findings.length - shown.length,
      decisions:
        asked.agentId === undefined ? null : decisionsOn(asked.agentId, asked, distinct, findings, view, now),
    };
  }
}

function findingsOf(
  { findings }: DescribedAdvisories,
  distinct: DistinctVersions,
  view: RegistryView,
  now: number,
): ReportedFinding[] {
  const known = new Map<PackageId, readonly RuleException[]>();
  return worstFirst(
    findings.map(({ position, detail }): ReportedFinding => {
      const id = distinct.versions[position] as PackageId;
      let exceptions = known.get(id);
      if (exceptions === undefined) known.set(id, (exceptions = view.gathered(id).exceptions));
      return {
        ...detail,
        package: plain(id),
        path: distinct.pathTo(id),
        statement: reported(statementOn(detail, { exceptions, now })),
      };
    }),
  );
}

function reported(statement: RuleException | undefined): ReportedFinding['statement'] {
  if (statement?.notAffected === undefined) return null;
  const { id, owner, reason, expiresAt, notAffected } = statement;
  return { ...notAffected, id, owner, reason, expiresAt };
}

/** Of packages with findings and of those that are not allowed. Not a check: nobody acts on it, so none is recorded. */
function decisionsOn(
  agentId: string,
  asked: Asked,
  distinct: DistinctVersions,
  findings: readonly ReportedFinding[],
  view: RegistryView,
  now: number,
): ClosureReport['decisions'] {
  const judged = judge(view, { ...asked, agentId }, { now });
  const named = new Set(findings.map(({ package: id }) => keyOf(id)));
  const told = new Set<string>();
  const decisions = judged.packages.flatMap(({ id, decision, digest }) => {
    const key = JSON.stringify([keyOf(id), digest ?? null]);
    if (told.has(key) || (decision.allowed && !named.has(keyOf(id)))) return [];
    told.add(key);
    return [{ package: plain(id), path: distinct.pathTo(id), decision }];
  });
  const shown = fitting(decisions, MAX_DECISIONS_CHARACTERS);
  return {
    agentId: judged.agentId,
    allowed: judged.allowed,
    packages: shown,
    packagesLeftOut: decisions.length - shown.length,
  };
}

const keyOf = ({ name, version }: { name: string; version: string }) => JSON.stringify([name, version]);
const plain = ({ ecosystem, name, version }: PackageId) => ({ ecosystem, name, version });

function fitting<T>(items: readonly T[], characters: number): T[] {
  let room = characters;
  const end = items.findIndex((item) => {
    room -= JSON.stringify(item).length;
    return room < 0;
  });
  return items.slice(0, end === -1 ? undefined : end);
}
