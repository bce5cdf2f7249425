import {
  advisoryMatches,
  packageId,
  printable,
  type matchAdvisories,
  type PackageId,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import { advisoryFindings, worstFirst } from '../advisory/advisory-findings';
import { parseAdvisory, type AdvisoryRecord } from '../advisory/advisory-record';
import { indexOf } from '../advisory/packed/pack-records';
import type { AdvisoryKnowledge, Known } from './advisory-knowledge';
import { MAX_FINDINGS } from './compose-report';
import type { AdvisoryStore } from './ports/advisory-store';

type Refusal = ReplyOf<typeof matchAdvisories>['refused'][number];

/** Which advisories affect which versions: those in force, or, where records are given, only these. */
export class MatchAdvisories {
  constructor(
    private readonly store: AdvisoryStore,
    private readonly knowledge: AdvisoryKnowledge,
  ) {}

  async match({
    packages,
    records,
  }: ParsedRequestOf<typeof matchAdvisories>): Promise<ReplyOf<typeof matchAdvisories>> {
    const ids = packages.map(packageId);
    const refused: Refusal[] = [];
    const { data, findings } =
      records === undefined ? await this.knowledge.about(ids) : await this.among(read(records, refused), ids);
    return {
      data,
      packages: ids.map(({ ecosystem, name, version }, index) => ({
        ecosystem,
        name,
        version,
        matches: advisoryMatches(worstFirst(findings[index] ?? []).slice(0, MAX_FINDINGS)),
      })),
      refused,
    };
  }

  private async among(records: readonly AdvisoryRecord[], ids: readonly PackageId[]): Promise<Known> {
    const index = indexOf(records);
    return { data: await this.store.facts(), findings: ids.map((id) => advisoryFindings(id, index)) };
  }
}

/** Of two records with one id the later counts; whoever gives them may not know. */
function read(records: readonly unknown[], refused: Refusal[]): AdvisoryRecord[] {
  const kept = new Map<string, AdvisoryRecord>();
  for (const json of records) {
    const record = parseAdvisory(Buffer.from(JSON.stringify(json)));
    if ('refused' in record)
      refused.push({ id: printable(idOf(json), 128), reason: printable(record.refused) });
    else kept.set(record.id, record);
  }
  return [...kept.values()];
}

function idOf(json: unknown): string {
  const id = typeof json === 'object' && json !== null ? (json as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? id : '(without an id)';
}
