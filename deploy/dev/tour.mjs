// `npm run tour`: the tour against the stack that runs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultStateDir, layoutOf, repoRoot } from './layout.mjs';
import { Trouble, endWith } from './trouble.mjs';

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status
 */
export function runTour(args) {
  const { connectFile } = layoutOf(defaultStateDir);
  if (!existsSync(connectFile)) throw new Trouble('Nothing runs here: run "npm start" first.');
  const tour = [join(repoRoot, 'apps/cli/dist/main.js'), 'tour', ...args];
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--enable-source-maps', ...tour], {
      stdio: 'inherit',
      cwd: repoRoot,
      env: { ...process.env, SALLYPORT_CONNECT: connectFile },
    });
    child.on('error', () => done(1));
    child.on('close', (status) => done(status ?? 1));
  });
}

async function main() {
  process.exitCode = await runTour(process.argv.slice(2));
}

if (process.argv[1]?.endsWith('tour.mjs')) main().catch(endWith);
