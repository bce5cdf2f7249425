// `npm run model [-- --json]`: searches the model of the freshness protocol (docs/adr/0023) further than the tests do,
// and prints the shortest way to harm for every way to build it wrong. Starts nothing, needs nothing.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { attempt } from '../dev/command.mjs';
import { repoRoot } from '../dev/layout.mjs';

const tests = join(repoRoot, 'test');
/** Rows of states are kept outside of the heap; what is kept for each of millions of states is not. */
const HEAP_MB = 4_096;

const swc = join(repoRoot, 'node_modules/.bin/swc');
const options = [
  '--config-file',
  '../.swcrc',
  '--strip-leading-paths',
  '--ignore',
  'model/dist/**',
  '--quiet',
];
const built = await attempt([swc, 'model', '-d', 'model/dist', ...options], { cwd: tests });
if (built.status !== 0) {
  process.stderr.write(`${built.stdout}${built.stderr}\nThe model does not compile.\n`);
  process.exit(1);
}

const flags = ['--enable-source-maps', `--max-old-space-size=${HEAP_MB}`];
const run = spawn(process.execPath, [...flags, join(tests, 'model/dist/run.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
run.on('error', () => (process.exitCode = 1));
run.on('close', (status) => (process.exitCode = status ?? 1));
