// `npm run bench -- NAME [--json]` measures one figure on the running stack; `-- list` names them all.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { defaultStateDir, layoutOf, repoRoot } from './layout.mjs';
import { bringUp } from './start.mjs';
import { Trouble, endWith } from './trouble.mjs';

const benchDir = join(repoRoot, 'bench');

/** A figure is a file with a first line `// bench: WHAT IT MEASURES`; other files are what figures share. */
function figures() {
  if (!existsSync(benchDir)) return [];
  return readdirSync(benchDir)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      name: file.slice(0, -3),
      about: /^\/\/ bench: (.*)$/m.exec(readFileSync(join(benchDir, file), 'utf8'))?.[1],
    }))
    .filter(({ about }) => about !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function main() {
  const [name, ...args] = process.argv.slice(2);
  const known = figures();
  if (!name || name === 'list') {
    if (args.includes('--json')) process.stdout.write(`${JSON.stringify(known)}\n`);
    else for (const figure of known) process.stdout.write(`${figure.name.padEnd(12)} ${figure.about}\n`);
    return;
  }
  if (!known.some((figure) => figure.name === name)) {
    throw new Trouble(`There is no bench "${name}": "npm run bench -- list" names them.`);
  }
  const { env } = await bringUp();
  const swc = [
    'bench',
    '-d',
    'bench/dist',
    '--config-file',
    '.swcrc',
    '--strip-leading-paths',
    '--ignore',
    'bench/dist/**',
    '--quiet',
  ];
  await run([join(repoRoot, 'node_modules/.bin/swc'), ...swc], 'The bench does not compile: see the log.', {
    cwd: repoRoot,
    log: join(layoutOf(defaultStateDir).logs, 'bench-build.log'),
  });
  process.exitCode = await new Promise((done) => {
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', join(benchDir, 'dist', `${name}.js`), ...args],
      {
        cwd: repoRoot,
        stdio: 'inherit',
        env: { ...process.env, ...env },
      },
    );
    child.on('error', () => done(1));
    child.on('close', (status) => done(status ?? 1));
  });
}

main().catch(endWith);
