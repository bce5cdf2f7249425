// bench: scanning npm tarballs, wheels and sdists of much used packages, against GuardDog as a library on the same artifacts
import { statSync } from 'node:fs';
import { runBench, type Figures } from './frame';
import { corpora, type Corpus } from './scan/corpus';
import { askGuardDog, commandLineSeconds, installGuardDog } from './scan/guarddog';
import { askOurs } from './scan/our-verdicts';

/**
 * Every so many artifacts, by name: GuardDog takes minutes for more. Both sides get the same ones. The ratio is to GuardDog
 * in its best light, a library in one process for each core; `commandLineNpmSeconds` is the program that its users run, beside `fewNpmSeconds` of ours.
 */
const EVERY = { npm: 10, wheels: 30, sdists: 6 } as const;
/** As many of the npm tarballs are given to the command line. */
const COMMANDS = 10;
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
  const everyNpmTarballSeconds = (performance.now() - wholeAt) / 1_000;
  const few = (sample.find(({ name }) => name === 'npm') as Corpus).files.slice(0, COMMANDS);
  const fewAt = performance.now();
  await askOurs('npm', few);
  return {
    seconds,
    artifactsPerSecond: artifacts / seconds,
    mibPerSecond: mib / seconds,
    unpackedMibPerSecond: unpackedMib / seconds,
    everyNpmTarballSeconds,
    fewNpmSeconds: (performance.now() - fewAt) / 1_000,
    npmTarballs: npm.files.length,
  };
}

async function baseline(): Promise<Figures> {
  const startedAt = performance.now();
  let artifacts = 0;
  for (const { ecosystem, files } of sample) artifacts += (await askGuardDog(ecosystem, files)).length;
  const seconds = (performance.now() - startedAt) / 1_000;
  const { files } = sample.find(({ name }) => name === 'npm') as Corpus;
  const few = files.slice(0, COMMANDS);
  const libraryAt = performance.now();
  await askGuardDog('npm', few);
  return {
    seconds,
    artifactsPerSecond: artifacts / seconds,
    libraryNpmSeconds: (performance.now() - libraryAt) / 1_000,
    commandLineNpmSeconds: await commandLineSeconds('npm', few),
  };
}

async function main(): Promise<void> {
  await installGuardDog();
  all = await corpora();
  sample = all.map((corpus) => ({
    ...corpus,
    files: corpus.files.filter((_, at) => at % EVERY[corpus.name] === 0),
  }));
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
