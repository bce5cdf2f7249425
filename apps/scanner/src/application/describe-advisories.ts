import {
  advisoryMatches,
  ECOSYSTEMS,
  packageId,
  printable,
  worstFirst,
  type AdvisoryDetail,
  type describeAdvisories,
  type Finding,
  type PackageId,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import { advisoryFindings } from '../advisory/advisory-findings';
import type { AdvisoryRecord } from '../advisory/advisory-record';
import { LONGEST } from '../advisory/hits';
import { indexOf } from '../advisory/packed/pack-records';
import { particularsOf, sourcesOf, type Source } from '../advisory/particulars';
import type { AdvisoryStore } from './ports/advisory-store';
import type { ExploitationStore } from './ports/exploitation-store';

type Reply = ReplyOf<typeof describeAdvisories>;
type Described = Reply['findings'][number];

/** Names that one question to the store is about. */
const NAMES_PER_READ = 1_000;
/** Characters: with the envelope, and what governance adds to it, well within one message of the bus. */
const MAX_CHARACTERS = 2_500_000;

/** What a reviewer should know of every advisory on these package versions; worst first, so that what is cut is the mildest. */
export class DescribeAdvisories {
  constructor(
    private readonly store: AdvisoryStore,
    private readonly exploitation: ExploitationStore,
  ) {}

  async describe({ packages }: ParsedRequestOf<typeof describeAdvisories>): Promise<Reply> {
    const ids = packages.map(packageId);
    // Read first: an import that ends meanwhile makes the findings newer than they are said to be, never older.
    const advisories = await this.store.facts();
    const described: Described[] = [];
    for (const ecosystem of ECOSYSTEMS) {
      const records = await this.about(ids.filter((id) => id.ecosystem === ecosystem));
      const index = indexOf(records.values());
      for (const [position, id] of ids.entries()) {
        if (id.ecosystem !== ecosystem) continue;
        const sources = sourcesOf(id, index, records);
        for (const finding of advisoryFindings(id, index))
          described.push({ position, detail: detailOf(id, finding, sources) });
      }
    }
    const sources = { advisories, ...(await this.exploitation.data()) };
    return { sources, ...fitting(await this.withExploitation(described)) };
  }

  /** Of several CVE ids of one issue, the likeliest and the first that is known to be exploited. */
  private async withExploitation(described: readonly Described[]): Promise<Described[]> {
    const cves = new Set(described.flatMap(({ detail }) => cvesOf(detail)));
    const known = await this.exploitation.about([...cves]);
    return described.map(({ position, detail }) => {
      const about = cvesOf(detail).flatMap((cve) => known.get(cve) ?? []);
      const [likeliest] = about
        .flatMap(({ epss }) => epss ?? [])
        .sort((a, b) => b.probability - a.probability);
      const [exploited] = about.flatMap(({ kev }) => kev ?? []);
      return { position, detail: { ...detail, epss: likeliest ?? null, kev: exploited ?? null } };
    });
  }

  private async about(ids: readonly PackageId[]): Promise<ReadonlyMap<string, AdvisoryRecord>> {
    const [first] = ids;
    if (first === undefined) return new Map();
    const names = [...new Set(ids.map(({ name }) => name))];
    // One record may speak of names of two reads.
    const records = new Map<string, AdvisoryRecord>();
    for (let from = 0; from < names.length; from += NAMES_PER_READ)
      for (const record of await this.store.about(first.ecosystem, names.slice(from, from + NAMES_PER_READ)))
        records.set(record.id, record);
    return records;
  }
}

function detailOf(id: PackageId, finding: Finding, sources: ReadonlyMap<string, Source>): AdvisoryDetail {
  const [match] = advisoryMatches([finding]);
  if (match === undefined) throw new RangeError(`${finding.rule} is no advisory`);
  const ids = new Set([finding.rule, ...(finding.aliases ?? [])]);
  const own = [...sources].filter(([advisory]) => ids.has(printable(advisory, LONGEST.id)));
  return {
    ...match,
    ...particularsOf(
      id,
      own.map(([, source]) => source),
    ),
    epss: null,
    kev: null,
  };
}

function cvesOf({ id, aliases }: AdvisoryDetail): string[] {
  return [...new Set([id, ...aliases])].filter((each) => each.startsWith('CVE-'));
}

function fitting(described: readonly Described[]): Pick<Reply, 'findings' | 'findingsLeftOut'> {
  const positions = new Map(described.map(({ position, detail }) => [detail, position]));
  const findings: Described[] = [];
  let room = MAX_CHARACTERS;
  for (const detail of worstFirst(described.map((each) => each.detail))) {
    room -= JSON.stringify(detail).length;
    if (room < 0) break;
    findings.push({ position: positions.get(detail) ?? 0, detail });
  }
  return { findings, findingsLeftOut: described.length - findings.length };
}
