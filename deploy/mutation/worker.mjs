// One process of the mutation check: takes mutants one by one, answers which test caught each.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Specs } from './specs.mjs';

if (!parentPort) throw new Error('started by mutation.mjs only');
const port = parentPort;
const { root, specs: files } = /** @type {{ root: string, specs: string[] }} */ (workerData);
const specs = new Specs();

port.postMessage({ baseline: specs.firstFailure(files) ?? null });
port.on('message', (/** @type {import('./mutants.mjs').Mutant} */ mutant) => {
  const file = join(root, mutant.file);
  const text = readFileSync(file, 'utf8');
  const mutated = `${text.slice(0, mutant.start)}${mutant.replacement}${text.slice(mutant.end)}`;
  port.postMessage({ caughtBy: specs.firstFailure(files, { file, text: mutated }) ?? null });
});
