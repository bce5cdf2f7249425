// bench: verdicts on the public gate and on much used packages, by name, beside GuardDog's; writes docs/verdicts.md (all: GuardDog on every wheel)
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Ecosystem } from '@sallyport/domain';
import { format, resolveConfig } from 'prettier';
import { corpora, toldCorpora } from './scan/corpus';
import { installGuardDog, keptGuardDog } from './scan/guarddog';
import { keptOurs } from './scan/our-verdicts';
import { rowOf, verdictsPage, type Judged, type JudgedSet } from './scan/verdicts-page';
import type { WrittenCase } from './scan/write-cases';

const ROOT = resolve(__dirname, '../..');
const PAGE = join(ROOT, 'docs/verdicts.md');
/** Without `all`, GuardDog looks at every so many of the wheels: they are large, and it takes an hour for more. */
const EVERY_WHEEL = process.argv.includes('all') ? 1 : 10;
/** The page is written after each set: a part of it is better than none. */
const sets: JudgedSet[] = [];
const run = promisify(execFile);

async function writtenCases(folder: string): Promise<WrittenCase[]> {
  const loader = join(ROOT, 'libs/analysis/src/testing/require-typescript.cjs');
  await run(process.execPath, ['--require', loader, join(ROOT, 'bench/scan/write-cases.ts'), folder]);
  return JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as WrittenCase[];
}

async function judge(
  name: string,
  isAttack: boolean,
  ecosystems: Readonly<Partial<Record<Ecosystem, readonly string[]>>>,
  nameOf: (file: string) => string,
  every = 1,
): Promise<void> {
  const judged: Judged[] = [];
  for (const [ecosystem, files] of Object.entries(ecosystems) as [Ecosystem, readonly string[]][]) {
    const ours = await keptOurs(ecosystem, files);
    const sample = files.filter((_, at) => at % every === 0);
    const theirs = new Map((await keptGuardDog(ecosystem, sample)).map((each) => [each.file, each]));
    for (const { file, analysis } of ours)
      judged.push({ name: nameOf(file), ours: analysis, guardDog: theirs.get(file) });
  }
  sets.push({ name, isAttack, judged });
  const page = verdictsPage(sets, { corpora: toldCorpora(), everyWheel: EVERY_WHEEL });
  writeFileSync(PAGE, await format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
  process.stderr.write(`${name}: ${JSON.stringify(rowOf(judged))}\n`);
}

async function main(): Promise<void> {
  await installGuardDog();
  const artifacts = await corpora();
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  try {
    const cases = await writtenCases(folder);
    const names = new Map(cases.map(({ file, id }) => [file, id]));
    for (const set of ['replicas', 'variants', 'twins', 'look-alikes'] as const) {
      const of = (ecosystem: Ecosystem) =>
        cases.filter((each) => each.set === set && each.ecosystem === ecosystem).map(({ file }) => file);
      const isAttack = set === 'replicas' || set === 'variants';
      await judge(set, isAttack, { npm: of('npm'), pypi: of('pypi') }, (file) => names.get(file) ?? file);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
  for (const name of ['npm', 'sdists', 'wheels'] as const) {
    const { ecosystem, files } = artifacts.find((each) => each.name === name)!;
    await judge(name, false, { [ecosystem]: files }, nameOf, name === 'wheels' ? EVERY_WHEEL : 1);
  }
  const table = Object.fromEntries(sets.map(({ name, judged }) => [name, rowOf(judged)]));
  console.table(table);
  process.stdout.write(`${JSON.stringify({ name: 'verdicts', table })}\n`);
}

void main();
