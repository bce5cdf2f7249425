import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Ecosystem } from '@sallyport/domain';

export interface GuardDogVerdict {
  file: string;
  seconds: number;
  /** 0 to 10; null where it failed. */
  score: number | null;
  label: string;
}

const PINNED = 'guarddog==3.2.0';
const ENVIRONMENT = resolve(__dirname, '../../../.sallyport/bench-guarddog');
const DRIVER = resolve(__dirname, '../../scan/guarddog.py');
const run = promisify(execFile);

/** Installs GuardDog from PyPI into an environment of its own, once. */
export async function installGuardDog(): Promise<void> {
  if (existsSync(join(ENVIRONMENT, 'done'))) return;
  process.stderr.write(`Installing ${PINNED}\n`);
  const uv = process.env['UV_PATH'] ?? 'uv';
  await run(uv, ['venv', '-q', '--clear', ENVIRONMENT]);
  await run(uv, ['pip', 'install', '-q', '--python', join(ENVIRONMENT, 'bin/python'), PINNED]);
  writeFileSync(join(ENVIRONMENT, 'done'), PINNED);
}

/** Its verdicts on archives, with as many processes as there are cores. */
export async function askGuardDog(
  ecosystem: Ecosystem,
  files: readonly string[],
): Promise<GuardDogVerdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'guarddog-'));
  try {
    const list = join(folder, 'files');
    writeFileSync(list, files.join('\n'));
    const args = [DRIVER, ecosystem, String(cpus().length), list];
    const { stdout } = await run(join(ENVIRONMENT, 'bin/python'), args, { maxBuffer: 64 * 1024 ** 2 });
    return stdout
      .trim()
      .split('\n')
      .map((line) => {
        const [file, seconds, score, label] = JSON.parse(line) as [string, number, number | null, string];
        return { file, seconds, score, label };
      });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
