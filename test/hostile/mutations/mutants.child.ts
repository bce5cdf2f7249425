import { openSync, writeSync } from 'node:fs';
import { hasPythonFailed } from '../../../libs/analysis/src/ast/python/grammar';
import { analyzeArtifact } from '../../../libs/analysis/src/process/analyze-artifact';
import { seeded } from '../../attacks/seeded';
import { artifactOf } from './artifact';
import { mutant } from './mutate';
import { seeds } from './seeds';

const PARSER_FAILED = 70;

/** What the parent gives: mutants `from` to `to`, and the file that says which is under way. */
export interface Range {
  seed: string;
  from: number;
  to: number;
  progress: string;
}

process.on('message', (range: Range) => void look(range));
process.on('disconnect', () => process.exit(0));

/** The file and not a message: who crashes sends none. */
async function look({ seed, from, to, progress }: Range): Promise<void> {
  const all = seeds();
  const file = openSync(progress, 'w');
  const slow: [number, number][] = [];
  for (let at = from; at < to; at++) {
    writeSync(file, String(at).padStart(12), 0);
    const { ecosystem, bytes } = artifactOf(mutant(all, seeded(`${seed} ${at}`)));
    const started = performance.now();
    await analyzeArtifact(ecosystem, bytes);
    if (hasPythonFailed()) process.exit(PARSER_FAILED);
    const ms = performance.now() - started;
    if (ms > 1_000) slow.push([at, Math.round(ms)]);
  }
  process.send?.({ slow });
}
