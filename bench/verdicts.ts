// bench: verdicts on the public gate and on the most used packages, by name, beside GuardDog's (all: GuardDog on every artifact)
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Ecosystem } from '@sallyport/domain';
import { corpora } from './scan/corpus';
import { askGuardDog, installGuardDog, type GuardDogVerdict } from './scan/guarddog';
import { askOurs, type OurVerdict } from './scan/our-verdicts';
import type { WrittenCase } from './scan/write-cases';

interface Row {
  artifacts: number;
  malicious: number;
  suspicious: number;
  warning: number;
  clean: number;
  /** Not judged at all. */
  failed: number;
  /** Artifacts that both sides looked at. */
  compared: number;
  guardDogHighRisk: number;
  guardDogSuspicious: number;
  guardDogFailed: number;
}

const ROOT = resolve(__dirname, '../..');
/** Without `all`, GuardDog looks at every tenth of the most used packages: it takes minutes for more. */
const EVERY = process.argv.includes('all') ? 1 : 10;
const run = promisify(execFile);

async function writtenCases(folder: string): Promise<WrittenCase[]> {
  const loader = join(ROOT, 'libs/analysis/src/testing/require-typescript.cjs');
  await run(process.execPath, ['--require', loader, join(ROOT, 'bench/scan/write-cases.ts'), folder]);
  return JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as WrittenCase[];
}

async function row(
  name: string,
  ecosystems: Readonly<Record<Ecosystem, readonly string[]>>,
  every: number,
): Promise<Row> {
  const ours: OurVerdict[] = [];
  const theirs: GuardDogVerdict[] = [];
  for (const [ecosystem, files] of Object.entries(ecosystems) as [Ecosystem, readonly string[]][]) {
    if (files.length === 0) continue;
    ours.push(...(await askOurs(ecosystem, files)));
    theirs.push(
      ...(await askGuardDog(
        ecosystem,
        files.filter((_, at) => at % every === 0),
      )),
    );
  }
  const isAttack = name === 'replicas' || name === 'variants';
  tell(name, ours, theirs, isAttack);
  const count = (verdict: string) =>
    ours.filter(({ analysis }) => 'verdict' in analysis && analysis.verdict === verdict).length;
  const labelled = (label: string) => theirs.filter((each) => each.label.startsWith(label)).length;
  return {
    artifacts: ours.length,
    malicious: count('malicious'),
    suspicious: count('suspicious'),
    warning: count('warning'),
    clean: count('clean'),
    failed: ours.filter(({ analysis }) => 'failed' in analysis || analysis.verdict === 'unknown').length,
    compared: theirs.length,
    guardDogHighRisk: labelled('high_risk'),
    guardDogSuspicious: labelled('suspicious'),
    guardDogFailed: labelled('failed'),
  };
}

/** By name: attacks that pass, honest packages that are held, and what could not be judged. */
function tell(
  set: string,
  ours: readonly OurVerdict[],
  theirs: readonly GuardDogVerdict[],
  isAttack: boolean,
): void {
  for (const { file, seconds, analysis } of ours) {
    const verdict = 'failed' in analysis ? `failed: ${analysis.failed}` : analysis.verdict;
    const isHeld = verdict === 'suspicious' || verdict === 'malicious';
    if (isHeld === isAttack && !verdict.startsWith('failed') && verdict !== 'unknown') continue;
    const why =
      'failed' in analysis
        ? ''
        : analysis.findings.map(({ rule, message }) => `${rule}: ${message}`).join(' | ');
    process.stderr.write(
      `${set}: ours ${verdict} ${basename(file)} ${seconds.toFixed(1)} s ${why.slice(0, 500)}\n`,
    );
  }
  for (const { file, label, score } of theirs)
    if (/^(?:suspicious|high_risk|failed)/.test(label) !== isAttack)
      process.stderr.write(`${set}: GuardDog ${label} ${String(score)} ${basename(file)}\n`);
}

async function main(): Promise<void> {
  await installGuardDog();
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  const table: Record<string, Row> = {};
  try {
    const cases = await writtenCases(folder);
    for (const set of ['replicas', 'variants', 'twins', 'look-alikes'] as const) {
      const of = (ecosystem: Ecosystem) =>
        cases.filter((each) => each.set === set && each.ecosystem === ecosystem).map(({ file }) => file);
      table[set] = await row(set, { npm: of('npm'), pypi: of('pypi') }, 1);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const { name, ecosystem, files } of await corpora())
    table[name] = await row(name, { npm: [], pypi: [], [ecosystem]: files }, EVERY);
  console.table(table);
  process.stdout.write(`${JSON.stringify({ name: 'verdicts', table })}\n`);
}

void main();
