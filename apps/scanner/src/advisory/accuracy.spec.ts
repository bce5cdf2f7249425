import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  DomainError,
  normalizeName,
  normalizeVersion,
  type Ecosystem,
  type PackageId,
} from '@sallyport/domain';
import { OsvExport } from '../adapters/osv/osv-export';
import { evaluationsOf, whyNotEvaluated, type Evaluation } from '../testing/independent/evaluations';
import { parseAdvisory, type AdvisoryRecord } from './advisory-record';
import type { Match } from './hits';
import type { AdvisoryIndex } from './packed/advisory-index';
import { eachAffecting } from './packed/package-block';
import { indexOf } from './packed/pack-records';

/** Real exports, where the machine has them: beside the checkout. */
const DATA = join(__dirname, '../../../../../shared/data');
const EXPORTS = ['npm.zip', 'pypi.zip'];
const absent = EXPORTS.every((file) => existsSync(join(DATA, file))) ? whyNotEvaluated() : `No ${DATA}`;
const whenThere = absent === undefined ? describe : describe.skip;
if (absent !== undefined)
  process.stdout.write(`${absent}: the accuracy over ${EXPORTS.length} real exports is skipped.\n`);

/** Differences that are told; all are counted. */
const MAX_TOLD = 20;

async function recordsOf(file: string): Promise<AdvisoryRecord[]> {
  const records: AdvisoryRecord[] = [];
  for await (const read of new OsvExport().files(join(DATA, file))) {
    const record = 'bytes' in read ? parseAdvisory(read.bytes) : read;
    if ('refused' in record) throw new Error(`${read.file}: ${record.refused}`);
    records.push(record);
  }
  return records;
}

/** What is asked for, as the product reads a question; undefined where it refuses it. */
const asked = { npm: new Map<string, string | undefined>(), pypi: new Map<string, string | undefined>() };
function askedFor(ecosystem: Ecosystem, version: string): string | undefined {
  const known = asked[ecosystem];
  if (!known.has(version))
    known.set(
      version,
      unlessRefused(() => normalizeVersion(ecosystem, version)),
    );
  return known.get(version);
}

function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (DomainError.is(error)) return undefined;
    throw error;
  }
}

/** One package of the index, and what was said of each of its versions so far. */
interface KnownPackage {
  readonly isLegal: boolean;
  readonly block: Buffer | undefined;
  /** By version as it is asked for, then by advisory. */
  readonly answers: Map<string, ReadonlyMap<string, string>>;
}

/** What the index of all records says. It is asked once for each version, for all advisories. */
class ByIndex {
  private readonly packages = new Map<string, KnownPackage>();
  constructor(private readonly index: AdvisoryIndex) {}

  answers({ id, ecosystem, name, versions }: Evaluation): string[] {
    const known = this.packageOf(ecosystem, name);
    return versions.map((spelled) => {
      const version = known.isLegal ? askedFor(ecosystem, spelled) : undefined;
      return version === undefined ? 'x' : (this.of(known, { ecosystem, name, version }).get(id) ?? '0');
    });
  }

  private packageOf(ecosystem: Ecosystem, name: string): KnownPackage {
    const key = `${ecosystem} ${name}`;
    const known = this.packages.get(key) ?? {
      isLegal: unlessRefused(() => normalizeName(ecosystem, name)) !== undefined,
      block: this.index.blockOf({ ecosystem, name }),
      answers: new Map<string, ReadonlyMap<string, string>>(),
    };
    this.packages.set(key, known);
    return known;
  }

  private of({ block, answers }: KnownPackage, id: PackageId): ReadonlyMap<string, string> {
    const known = answers.get(id.version);
    if (known !== undefined) return known;
    const made = new Map<string, string>();
    const take = (advisory: string, matches: readonly Match[]) =>
      void made.set(advisory, matches.some((match) => match.affects && match.note === undefined) ? '1' : '?');
    if (block !== undefined) eachAffecting(block, id, take);
    answers.set(id.version, made);
    return made;
  }
}

whenThere('advisory, every record of the real exports', () => {
  it.each(EXPORTS)(
    'answers for every listed and boundary version of %s as the independent evaluation does',
    async (file) => {
      const records = await recordsOf(file);
      const index = new ByIndex(indexOf(records));
      const seen = new Set<string>();
      const differences: string[] = [];
      const counts = { answers: 0, affected: 0, unreadable: 0, invalid: 0, differing: 0 };

      for await (const evaluation of evaluationsOf(join(DATA, file))) {
        seen.add(evaluation.id);
        index.answers(evaluation).forEach((answer, place) => {
          const expected = evaluation.answers[place] ?? '';
          counts.answers += 1;
          counts.affected += Number(expected === '1');
          counts.unreadable += Number(expected === '?');
          counts.invalid += Number(expected === 'x');
          counts.differing += Number(answer !== expected);
          if (answer !== expected && differences.length < MAX_TOLD)
            differences.push(
              `${evaluation.id} ${evaluation.ecosystem} ${evaluation.name} ${evaluation.versions[place]}: ${answer}, not ${expected}`,
            );
        });
      }

      process.stdout.write(`Accuracy over ${file}: ${seen.size} records, ${JSON.stringify(counts)}\n`);
      expect(differences).toEqual([]);
      expect(counts.differing).toBe(0);
      expect(seen.size).toBeGreaterThan(10_000);
      expect(counts.affected).toBeGreaterThan(10_000);
    },
    240_000,
  );
});
