// bench: importing both exports again when nothing in them has changed, against reading and staging all of it
import { advisoryStage, type Stage } from './advisories/scanner-parts';
import { runBench, type Figures } from './frame';

const MOST_MS = 5_000;

let stage: Stage;

async function ours(): Promise<Figures> {
  const { ms, imported, unchanged, told } = await stage.importAll();
  if (imported > 0 || told === 0) throw new Error(`${imported} imported, ${told} told: no figure`);
  return { ms, unchanged, progressEvents: told };
}

/** Whoever does not know what is in force reads every record, and lets the database compare. */
async function baseline(): Promise<Figures> {
  const known = stage.store.known.bind(stage.store);
  stage.store.known = () => Promise.resolve(new Map());
  try {
    const { ms, unchanged } = await stage.importAll();
    return { ms, unchanged };
  } finally {
    stage.store.known = known;
  }
}

async function main(): Promise<void> {
  stage = await advisoryStage();
  try {
    const first = await stage.importAll();
    process.stderr.write(`osv-sync: first import ${Math.round(first.ms)} ms, ${first.imported} records\n`);
    // The exports share records that differ in bytes: the second round is the first that finds everything there.
    await stage.importAll();
    await runBench({
      name: 'osv-sync',
      target: MOST_MS,
      higherIsBetter: false,
      rounds: 3,
      ours,
      baseline,
      ratio: (mine) => mine['ms'] ?? NaN,
    });
  } finally {
    await stage.close();
  }
}

void main();
