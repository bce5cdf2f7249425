// bench: the advisories on a closure of 1,000 packages of both ecosystems from the index in memory, against the database and against a scan of the exports
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalizeVersion, packageId, type Ecosystem, type PackageId } from '@sallyport/domain';
import type { AdvisoryRecord } from '../apps/scanner/src/advisory/advisory-record';
import { advisoryStage, DATA, EXPORTS, parts, type Stage } from './advisories/scanner-parts';
import { runBench, type Figures } from './frame';

const PACKAGES_EACH = 500;
const LOOKUPS = 20;
const LIMITS = { lookupMs: 20, loadMs: 3_000, fromZipMs: 60_000 };

/** The most popular packages have the most advisories; versions are taken from them, so that about half of them hit. */
function closureOf(records: readonly AdvisoryRecord[]): PackageId[] {
  const named = new Map<string, string[]>();
  for (const { affected } of records)
    for (const { ecosystem, name, ranges } of affected) {
      const events = ranges.flatMap((range) => range.events.flatMap((event) => Object.values(event)));
      named.set(`${ecosystem} ${name}`, [...(named.get(`${ecosystem} ${name}`) ?? []), ...events]);
    }
  return (['npm', 'pypi'] as const).flatMap((ecosystem) =>
    popular(ecosystem).map((name) => {
      const versions = (named.get(`${ecosystem} ${name}`) ?? []).filter((each) => isVersion(ecosystem, each));
      return packageId({ ecosystem, name, version: versions[versions.length >> 1] ?? '1.0.0' });
    }),
  );
}

function popular(ecosystem: Ecosystem): string[] {
  return readFileSync(join(DATA, `popular-${ecosystem}.txt`), 'utf8')
    .split('\n')
    .slice(0, PACKAGES_EACH);
}

function isVersion(ecosystem: Ecosystem, text: string): boolean {
  try {
    return text !== '0' && normalizeVersion(ecosystem, text) !== '';
  } catch {
    return false;
  }
}

/** As a short script would: every record of both exports is read and looked at. */
async function scanned(): Promise<AdvisoryRecord[]> {
  const records: AdvisoryRecord[] = [];
  for (const zip of EXPORTS)
    for await (const file of new parts.Export().files(zip))
      if ('bytes' in file) {
        const record = parts.parseAdvisory(file.bytes);
        if (!('refused' in record)) records.push(record);
      }
  return records;
}

let stage: Stage;
let closure: PackageId[];
let fromZipMs: number;
let expected: number;

async function ours(): Promise<Figures> {
  const heapBefore = process.memoryUsage();
  const knowledge = new parts.Knowledge(stage.store);
  const loadedAt = performance.now();
  await knowledge.refresh();
  const loadMs = performance.now() - loadedAt;
  const heapAfter = process.memoryUsage();
  const firstAt = performance.now();
  const { findings } = await knowledge.about(closure);
  const firstLookupMs = performance.now() - firstAt;
  const found = findings.flat().length;
  if (found !== expected) throw new Error(`found ${found}, not ${expected}: no figure`);
  const lookups: number[] = [];
  for (let time = 0; time < LOOKUPS; time += 1) {
    const startedAt = performance.now();
    await knowledge.about(closure);
    lookups.push(performance.now() - startedAt);
  }
  lookups.sort((a, b) => a - b);
  const { bytes, packages, current } = await knowledge.state();
  if (!current) throw new Error('answered from the database: no figure');
  return {
    lookupMs: lookups[LOOKUPS >> 1] ?? NaN,
    slowestLookupMs: lookups.at(-1) ?? NaN,
    firstLookupMs,
    loadMs,
    fromZipMs,
    indexMiB: bytes / 1024 ** 2,
    heapGrowthMiB: (heapAfter.heapUsed - heapBefore.heapUsed) / 1024 ** 2,
    packages,
    findings: found,
  };
}

async function baseline(): Promise<Figures> {
  const startedAt = performance.now();
  const records = new Map<string, AdvisoryRecord>();
  for (const ecosystem of ['npm', 'pypi'] as const) {
    const names = closure.filter((id) => id.ecosystem === ecosystem).map(({ name }) => name);
    for (const record of await stage.store.about(ecosystem, names)) records.set(record.id, record);
  }
  const index = parts.indexOf(records.values());
  closure.map((id) => index.hits(id));
  const databaseMs = performance.now() - startedAt;
  const scanAt = performance.now();
  const wanted = new Set(closure.map(({ ecosystem, name }) => `${ecosystem} ${name}`));
  const named = (await scanned()).filter((record) =>
    record.affected.some(({ ecosystem, name }) => wanted.has(`${ecosystem} ${name}`)),
  );
  const few = parts.indexOf(named);
  closure.map((id) => few.hits(id));
  return { databaseMs, scanMs: performance.now() - scanAt };
}

async function main(): Promise<void> {
  stage = await advisoryStage();
  try {
    const { ms } = await stage.importAll();
    const records = await scanned();
    closure = closureOf(records);
    const startedAt = performance.now();
    await new parts.Knowledge(stage.store).refresh();
    fromZipMs = ms + performance.now() - startedAt;
    // What the database answers is what the index has to answer.
    const asked = await new parts.Knowledge(stage.store).about(closure);
    expected = asked.findings.flat().length;
    await runBench({
      name: 'osv',
      // Of the worst of the three, as a share of what it may be.
      target: 1,
      higherIsBetter: false,
      rounds: 3,
      ours,
      baseline,
      ratio: (mine) =>
        Math.max(...Object.entries(LIMITS).map(([figure, limit]) => (mine[figure] ?? NaN) / limit)),
    });
  } finally {
    await stage.close();
  }
}

void main();
