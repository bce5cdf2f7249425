import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startTimeOf } from './processes.mjs';
import { Trouble } from './trouble.mjs';

/**
 * Two commands that change the same checkout or stack would trip over each other: the second one is told.
 * @param {import('./layout.mjs').Layout} layout
 * @param {string} command
 */
export function holdLock(layout, command) {
  const file = join(layout.state, 'lock');
  const mine = JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid), command });
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, mine);
      closeSync(handle);
      process.on('exit', () => rmSync(file, { force: true }));
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      const other = readHolder(file);
      if (isAlive(other))
        throw new Trouble(`"${other?.command}" (pid ${other?.pid}) is at work here: wait until it ends.`);
      rmSync(file, { force: true });
    }
  }
}

/** @param {string} file @returns {{ pid: number, startTime: string, command: string } | undefined} */
function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
