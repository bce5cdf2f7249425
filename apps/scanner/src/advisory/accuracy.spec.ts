import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError, normalizeName, normalizeVersion, type PackageId } from '@sallyport/domain';
import { OsvExport } from '../adapters/osv/osv-export';
import { evaluationsOf, whyNotEvaluated, type Evaluation } from '../testing/independent/evaluations';
import { parseAdvisory, type AdvisoryRecord } from './advisory-record';
import { affects, readAffected, rememberingReader, type Match } from './affects';
import { AdvisoryIndex } from './packed/advisory-index';
import { packRecords } from './packed/pack-records';

/** Real exports, where the machine has them: beside the checkout. */
const DATA = join(__dirname, '../../../../../shared/data');
const EXPORTS = ['npm.zip', 'pypi.zip'];
const absent = EXPORTS.every((file) => existsSync(join(DATA, file))) ? whyNotEvaluated() : `No ${DATA}`;
const whenThere = absent === undefined ? describe : describe.skip;
if (absent !== undefined)
  process.stdout.write(`${absent}: the accuracy over ${EXPORTS.length} real exports is skipped.\n`);

/** Differences that are told; all are counted. */
const MAX_TOLD = 20;

async function recordsOf(file: string): Promise<Map<string, AdvisoryRecord>> {
  const records = new Map<string, AdvisoryRecord>();
  for await (const read of new OsvExport().files(join(DATA, file))) {
    const record = 'bytes' in read ? parseAdvisory(read.bytes) : read;
    if ('refused' in record) throw new Error(`${read.file}: ${record.refused}`);
    records.set(record.id, record);
  }
  return records;
}

/** What is asked for, as the product reads a question; undefined where it refuses it. */
const asked = new Map<string, string | undefined>();
function askedFor({ ecosystem, name }: Evaluation, version: string): string | undefined {
  const key = `${ecosystem} ${version}`;
  if (!asked.has(key)) asked.set(key, unlessRefused(() => normalizeVersion(ecosystem, version)));
  return unlessRefused(() => normalizeName(ecosystem, name)) === undefined ? undefined : asked.get(key);
}

function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (DomainError.is(error)) return undefined;
    throw error;
  }
}

function answerOf(matches: readonly Match[]): string {
  const hits = matches.filter((match) => match.affects);
  if (hits.length === 0) return '0';
  return hits.every(({ note }) => note !== undefined) ? '?' : '1';
}

/** What a record says of each version, asked of the record itself. */
const reader = rememberingReader();
function byRecord(record: AdvisoryRecord, evaluation: Evaluation): string[] {
  const { ecosystem, name, versions } = evaluation;
  const entries = (record.withdrawn ? [] : record.affected)
    .filter((each) => each.ecosystem === ecosystem && each.name === name)
    .map((each) => readAffected(each, reader));
  return versions.map((spelled) => {
    const version = askedFor(evaluation, spelled);
    if (version === undefined) return 'x';
    return answerOf(entries.map((entry) => affects(entry, version)));
  });
}

/** The same, asked of the index of all records. What it says of one version is asked once, for all its advisories. */
class ByIndex {
  private readonly known = new Map<string, Map<string, string>>();
  constructor(private readonly index: AdvisoryIndex) {}

  answers(evaluation: Evaluation): string[] {
    const { id, ecosystem, name, versions } = evaluation;
    return versions.map((spelled) => {
      const version = askedFor(evaluation, spelled);
      return version === undefined ? 'x' : (this.of({ ecosystem, name, version }).get(id) ?? '0');
    });
  }

  private of(id: PackageId): Map<string, string> {
    const key = `${id.ecosystem} ${id.name} ${id.version}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const hits = this.index.hits(id);
    const answers = new Map(hits.map((hit) => [hit.id, hit.notes.length > 0 ? '?' : '1']));
    this.known.set(key, answers);
    return answers;
  }
}

whenThere('advisory/affects, every record of the real exports', () => {
  it.each(EXPORTS)(
    'answers for every listed and boundary version of %s as the independent evaluation does',
    async (file) => {
      const records = await recordsOf(file);
      const index = new ByIndex(new AdvisoryIndex(packRecords(records.values())));
      const seen = new Set<string>();
      const differences: string[] = [];
      const counts = { answers: 0, affected: 0, unreadable: 0, invalid: 0, differing: 0 };

      for await (const evaluation of evaluationsOf(join(DATA, file))) {
        const record = records.get(evaluation.id);
        if (record === undefined) throw new Error(`${evaluation.id} was not read`);
        seen.add(evaluation.id);
        const indexed = index.answers(evaluation);
        byRecord(record, evaluation).forEach((fromRecord, place) => {
          const expected = evaluation.answers[place] ?? '';
          const answer = fromRecord === indexed[place] ? fromRecord : `${fromRecord} or ${indexed[place]}`;
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
    90_000,
  );
});
