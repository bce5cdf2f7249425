#!/usr/bin/env node
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, homedir, userInfo } from 'node:os';
import { ProcessAnalyzer } from '@sallyport/analysis';
import { SallyportClient } from '@sallyport/client';
import { logger } from '@sallyport/messaging';
import { discoverInProcess } from '@sallyport/requirements';
import { runCli } from './cli';
import { getJson } from './get-json';
import { folderPackages } from './scan/folder-packages';
import { headOf } from './scan/head-of';
import { runProgram } from './scan/run-program';
import type { Sink } from './surroundings';

// The library's log goes to stdout, which here belongs to the one answer.
logger.level = 'silent';

const sinkOf = (stream: NodeJS.WriteStream): Sink => ({
  write: (text) => void stream.write(text),
  isTTY: stream.isTTY === true,
  columns: stream.columns,
});

/** Everything written so far has left, also into a slow pipe. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

// A reader that has gone, such as `| head`, is no fault.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a uid that has no name.
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Wall time of one artifact, milliseconds: the largest honest packages take some 20 s on a slow machine. */
const ANALYSIS_TIMEOUT_MS = 120_000;
/** Each process takes up to a GiB; more of them than this gain little on a laptop. */
const MOST_PROCESSES = 4;

void runCli(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  osUser: osUser(),
  stdout: sinkOf(process.stdout),
  stderr: sinkOf(process.stderr),
  readText: (path) => readFileSync(path, 'utf8'),
  exists: existsSync,
  headOf,
  writeText: (path, text) => writeFileSync(path, text),
  discoverSkill: (path) => discoverInProcess(path),
  namesIn: (path) =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(path).sort() : undefined,
  machine: {
    home: homedir(),
    openAnalyzer: () =>
      new ProcessAnalyzer({
        processes: Math.min(availableParallelism(), MOST_PROCESSES),
        timeoutMs: ANALYSIS_TIMEOUT_MS,
      }),
    run: runProgram,
    subjectsIn: folderPackages,
  },
  connect: (options) => SallyportClient.connect(options),
  getJson,
  now: () => Date.now(),
  clock: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}).then(async (status) => {
  await Promise.all([written(process.stdout), written(process.stderr)]);
  // A connection that is being tried again without end must not keep us after the answer.
  process.exit(status);
});
