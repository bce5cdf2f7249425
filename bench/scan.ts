// bench: scanning npm tarballs, wheels and sdists of the most used packages, against GuardDog on the same artifacts
import { statSync } from 'node:fs';
import { runBench, type Figures } from './frame';
import { corpora, type Corpus } from './scan/corpus';
import { askGuardDog, installGuardDog } from './scan/guarddog';
import { askOurs } from './scan/our-verdicts';

/** Every tenth artifact, by name: GuardDog takes minutes for more. Both sides get the same ones. */
const EVERY = 10;
const TARGET = 20;

let all: readonly Corpus[];
let sample: readonly Corpus[];

async function ours(): Promise<Figures> {
  let mib = 0;
  let unpackedMib = 0;
  let artifacts = 0;
  const startedAt = performance.now();
  for (const { ecosystem, files } of sample)
    for (const { file, analysis } of await askOurs(ecosystem, files)) {
      if ('failed' in analysis) throw new Error(`${file}: ${analysis.failed}: no figure`);
      artifacts += 1;
      mib += statSync(file).size / 1024 ** 2;
      unpackedMib += analysis.unpackedBytes / 1024 ** 2;
    }
  const seconds = (performance.now() - startedAt) / 1_000;
  const npm = all.find(({ name }) => name === 'npm') as Corpus;
  const wholeAt = performance.now();
  await askOurs('npm', npm.files);
  return {
    seconds,
    artifactsPerSecond: artifacts / seconds,
    mibPerSecond: mib / seconds,
    unpackedMibPerSecond: unpackedMib / seconds,
    everyNpmTarballSeconds: (performance.now() - wholeAt) / 1_000,
    npmTarballs: npm.files.length,
  };
}

async function baseline(): Promise<Figures> {
  const startedAt = performance.now();
  let artifacts = 0;
  for (const { ecosystem, files } of sample) artifacts += (await askGuardDog(ecosystem, files)).length;
  const seconds = (performance.now() - startedAt) / 1_000;
  return { seconds, artifactsPerSecond: artifacts / seconds };
}

async function main(): Promise<void> {
  await installGuardDog();
  all = await corpora();
  sample = all.map((corpus) => ({ ...corpus, files: corpus.files.filter((_, at) => at % EVERY === 0) }));
  await runBench({
    name: 'scan',
    target: TARGET,
    higherIsBetter: true,
    rounds: 3,
    ours,
    baseline,
    ratio: (mine, theirs) => theirs['seconds']! / mine['seconds']!,
  });
}

void main();
