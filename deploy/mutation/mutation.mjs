// `npm run mutation [-- --json]`: changes the decision in every small way and asks whether a test notices.
// An own runner and not StrykerJS: it has to finish in minutes on two cores (docs/adr/0017).
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { mutantsOf, nameOf } from './mutants.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const POLICY = 'libs/domain/src/policy';
const PACKAGE = 'libs/domain/src/package';
const WORKERS = 2;
/** The slowest spec takes under a second; what takes this long does not end. */
const TIMEOUT_MS = 30_000;

const sources = [
  ...under(`${POLICY}/rules`),
  ...under(`${POLICY}/readings`),
  `${POLICY}/decide.ts`,
  `${POLICY}/exception.ts`,
  `${POLICY}/next-step.ts`,
  ...under(PACKAGE).filter((file) => file.includes('selector')),
];
/** Cheap and telling first. The laws are not asked: what only a random draw catches is not caught. */
const specs = [
  `${POLICY}/decide.spec.ts`,
  ...specsUnder(`${POLICY}/rules`),
  ...specsUnder(`${POLICY}/readings`),
  `${POLICY}/exception.spec.ts`,
  `${POLICY}/statement.spec.ts`,
  `${PACKAGE}/selector.spec.ts`,
  `${PACKAGE}/parse-selector.spec.ts`,
  `${POLICY}/decide.golden.spec.ts`,
].map((file) => join(root, file));

/** @type {{ mutant: string, reason: string }[]} */
const equivalents = JSON.parse(readFileSync(new URL('./equivalent.json', import.meta.url), 'utf8'));

/** @param {string} folder */
function under(folder) {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .sort()
    .map((file) => `${folder}/${file}`);
}

/** @param {string} folder */
function specsUnder(folder) {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.spec.ts'))
    .sort()
    .map((file) => `${folder}/${file}`);
}

/** @typedef {{ mutant: import('./mutants.mjs').Mutant, outcome: string | null }} Result */

/**
 * @param {import('./mutants.mjs').Mutant[]} queue emptied
 * @param {Result[]} results filled
 * @returns {Promise<void>}
 */
function work(queue, results) {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { root, specs } });
    /** @type {import('./mutants.mjs').Mutant | undefined} */
    let current;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const next = () => {
      clearTimeout(timer);
      current = queue.shift();
      if (current === undefined) return void worker.terminate().then(() => done());
      worker.postMessage(current);
      timer = setTimeout(() => {
        results.push({
          mutant: /** @type {import('./mutants.mjs').Mutant} */ (current),
          outcome: 'does not end',
        });
        void worker.terminate().then(() => work(queue, results).then(done, fail));
      }, TIMEOUT_MS);
    };
    worker.on('error', fail);
    worker.on('message', (message) => {
      if ('baseline' in message && message.baseline !== null)
        return fail(new Error(`Without any mutant a test fails: ${message.baseline}`));
      if (current) results.push({ mutant: current, outcome: message.caughtBy });
      next();
    });
  });
}

/** A file replaced by itself: if that were "caught", the runner would be lying about all the others. @param {string} file */
function untouched(file) {
  return { file, start: 0, end: 0, replacement: '', kind: 'control', line: 1, lineText: '', original: '' };
}

async function main() {
  const started = performance.now();
  const mutants = sources.flatMap((file) => mutantsOf(file, readFileSync(join(root, file), 'utf8')));
  /** @type {Result[]} */
  const results = [];
  const queue = [...mutants];
  for (const file of sources) queue.unshift(untouched(file));
  await Promise.all(Array.from({ length: WORKERS }, () => work(queue, results)));

  const controls = results.filter(({ mutant }) => mutant.kind === 'control');
  const wrong = controls.find(({ outcome }) => outcome !== null);
  if (wrong) throw new Error(`${wrong.mutant.file} as it is was called caught by: ${wrong.outcome}`);
  for (const control of controls) results.splice(results.indexOf(control), 1);
  const excused = new Map(equivalents.map(({ mutant, reason }) => [mutant, reason]));
  const alive = results.filter(({ outcome }) => outcome === null).map(({ mutant }) => mutant);
  const survived = alive.filter((mutant) => !excused.has(nameOf(mutant)));
  const names = new Set(alive.map(nameOf));
  const stale = equivalents.filter(({ mutant }) => !names.has(mutant)).map(({ mutant }) => mutant);
  const figures = {
    files: sources.length,
    mutants: mutants.length,
    killed: results.length - alive.length,
    /** Of these, caught by the program not starting at all. */
    notLoading: results.filter(({ outcome }) => outcome?.startsWith('does not load')).length,
    equivalent: alive.length - survived.length,
    survived: survived.length,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
  if (process.argv.includes('--json')) {
    const places = survived.map((mutant) => ({ name: nameOf(mutant), line: mutant.line }));
    process.stdout.write(`${JSON.stringify({ ...figures, places, stale })}\n`);
  } else {
    for (const [name, figure] of Object.entries(figures))
      process.stdout.write(`${name.padEnd(12)} ${figure}\n`);
    for (const mutant of survived)
      process.stdout.write(`survived: ${mutant.file}:${mutant.line}  ${nameOf(mutant)}\n`);
    for (const name of stale) process.stdout.write(`listed as equivalent, but caught or gone: ${name}\n`);
  }
  process.exitCode = survived.length > 0 || stale.length > 0 ? 1 : 0;
}

await main();
