import {
  advisoryMatches,
  ECOSYSTEMS,
  packageId,
  printable,
  type Ecosystem,
  type matchAdvisories,
  type PackageId,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import { advisoryFindings, worstFirst } from '../advisory/advisory-findings';
import { parseAdvisory, type AdvisoryRecord } from '../advisory/advisory-record';
import type { AdvisoryStore } from './ports/advisory-store';
import { MAX_FINDINGS } from './compose-report';
import { recordsByName } from './records-by-name';

type Refusal = ReplyOf<typeof matchAdvisories>['refused'][number];

/** Names that one question to the store is about. */
const NAMES_PER_READ = 1_000;

/** Which advisories affect which versions: those in force, or, where records are given, only these. */
export class MatchAdvisories {
  constructor(private readonly store: AdvisoryStore) {}

  async match(request: ParsedRequestOf<typeof matchAdvisories>): Promise<ReplyOf<typeof matchAdvisories>> {
    const ids = request.packages.map(packageId);
    // Read first: an import that ends meanwhile makes the matches newer than what they are said to be, never older.
    const data = await this.store.facts();
    const refused: Refusal[] = [];
    const given = request.records === undefined ? undefined : read(request.records, refused);
    const known = given === undefined ? await this.inForce(ids) : byEcosystem(() => given);
    return {
      data,
      packages: ids.map((id) => {
        const findings = advisoryFindings(id, known[id.ecosystem].get(id.name) ?? []);
        const { ecosystem, name, version } = id;
        return {
          ecosystem,
          name,
          version,
          matches: advisoryMatches(worstFirst(findings).slice(0, MAX_FINDINGS)),
        };
      }),
      refused,
    };
  }

  private async inForce(
    ids: readonly PackageId[],
  ): Promise<Record<Ecosystem, Map<string, AdvisoryRecord[]>>> {
    const records: Record<Ecosystem, AdvisoryRecord[]> = { pypi: [], npm: [] };
    for (const ecosystem of ECOSYSTEMS) {
      const names = [...new Set(ids.filter((id) => id.ecosystem === ecosystem).map(({ name }) => name))];
      for (let from = 0; from < names.length; from += NAMES_PER_READ)
        records[ecosystem].push(
          ...(await this.store.about(ecosystem, names.slice(from, from + NAMES_PER_READ))),
        );
    }
    // One record may speak of names of two reads.
    return byEcosystem((ecosystem) => [
      ...new Map(records[ecosystem].map((record) => [record.id, record])).values(),
    ]);
  }
}

function byEcosystem(
  recordsOf: (ecosystem: Ecosystem) => readonly AdvisoryRecord[],
): Record<Ecosystem, Map<string, AdvisoryRecord[]>> {
  return {
    pypi: recordsByName('pypi', recordsOf('pypi')),
    npm: recordsByName('npm', recordsOf('npm')),
  };
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
