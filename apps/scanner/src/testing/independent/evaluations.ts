import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Ecosystem } from '@sallyport/domain';

const EVALUATOR = join(__dirname, 'evaluate-advisories.py');
/** pip carries the same library under another name. */
const LIBRARIES = ['packaging.version', 'pip._vendor.packaging.version'];

/** What one record says of one package, by another program with other libraries. */
export interface Evaluation {
  id: string;
  ecosystem: Ecosystem;
  name: string;
  versions: string[];
  /** One character for each version: 1 affected, 0 not, ? affected because a range is unreadable, x no version. */
  answers: string;
}

/** Why nothing can be evaluated here; undefined where it can. */
export function whyNotEvaluated(): string | undefined {
  const imports = LIBRARIES.map((library) => `import ${library}`);
  const isThere = imports.some((statement) => {
    try {
      execFileSync('python3', ['-c', statement], { stdio: 'ignore', timeout: 20_000 });
      return true;
    } catch {
      return false;
    }
  });
  return isThere ? undefined : 'python3 with the library "packaging" is not here';
}

export async function* evaluationsOf(zip: string): AsyncGenerator<Evaluation> {
  const python = spawn('python3', [EVALUATOR, zip], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((done) => python.on('close', done));
  for await (const line of createInterface({ input: python.stdout })) yield JSON.parse(line) as Evaluation;
  const status = await ended;
  if (status !== 0) throw new Error(`the independent evaluation ended with ${status}`);
}
