// `npm run status [-- --json]`: what runs where. Exit status 0 when all of it runs, 3 when not.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { defaultStateDir, layoutOf, repoRoot } from './layout.mjs';
import { postgresDirOf } from './postgres.mjs';
import { isAlive, listRunning } from './processes.mjs';
import { services } from './services.mjs';

const notAllRuns = 3;

/** @param {string[][]} rows */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function main() {
  const layout = existsSync(defaultStateDir) ? layoutOf(defaultStateDir) : undefined;
  const known = layout ? listRunning(layout) : [];
  const connect =
    layout && existsSync(layout.connectFile) ? JSON.parse(readFileSync(layout.connectFile, 'utf8')) : null;
  const given = {
    nats: process.env.NATS_URL,
    postgres: process.env.DATABASE_URL,
    docker: connect?.dockerHost,
  };
  const wanted = services.filter(({ name, isExtra }) => !isExtra || known.some((one) => one.name === name));
  const parts = ['nats', 'postgres', 'docker', ...wanted.map(({ name }) => name)].map((name) => {
    const running = known.find((one) => one.name === name);
    if (running) {
      const { pid, port, socket, log } = running;
      return {
        name,
        state: isAlive(running) ? 'running' : 'ended',
        pid,
        where: socket ?? (port ? `127.0.0.1:${port}` : null),
        log,
      };
    }
    const elsewhere = given[/** @type {keyof typeof given} */ (name)];
    return {
      name,
      state: elsewhere ? 'not ours' : 'not running',
      pid: null,
      where: elsewhere ? withoutPassword(elsewhere) : null,
      log: null,
    };
  });
  const up = parts.every(({ state }) => state === 'running' || state === 'not ours');
  if (process.argv.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify({ up, parts, gatewayUrl: connect?.gatewayUrl ?? null, stackId: connect?.stackId ?? null })}\n`,
    );
  } else {
    const rows = parts.map(({ name, state, pid, where, log }) => [
      name,
      state,
      String(pid ?? '-'),
      where ?? '-',
      log ? relative(repoRoot, log) : '-',
    ]);
    process.stdout.write(`${table([['part', 'state', 'pid', 'where', 'log'], ...rows])}\n`);
    if (layout && known.some(({ name }) => name === 'postgres'))
      process.stdout.write(`\nPostgreSQL's data: ${postgresDirOf(layout)}\n`);
    if (up && connect) process.stdout.write(`REST: ${connect.gatewayUrl}/api/docs\n`);
  }
  process.exitCode = up ? 0 : notAllRuns;
}

/** @param {string} url */
const withoutPassword = (url) => url.replace(/:\/\/[^@/]*@/, '://');

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', () => {});
main();
