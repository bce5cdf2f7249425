// `npm stop`: ends all that `npm start` started, and nothing else.
import { existsSync } from 'node:fs';
import { defaultStateDir, layoutOf } from './layout.mjs';
import { isAlive, listRunning } from './processes.mjs';
import { stopStack } from './stack.mjs';
import { holdLock } from './start-lock.mjs';
import { Trouble, endWith } from './trouble.mjs';

async function main() {
  if (!existsSync(defaultStateDir)) return process.stdout.write('Nothing runs here.\n');
  const layout = layoutOf(defaultStateDir);
  holdLock(layout, 'npm stop');
  const { ended, containers } = await stopStack({ stateDir: defaultStateDir });
  for (const { name, pid, outcome } of ended)
    process.stdout.write(`${name.padEnd(18)} pid ${String(pid).padEnd(8)} ${outcome}\n`);
  if (containers > 0) process.stdout.write(`${containers} container${containers === 1 ? '' : 's'} removed\n`);
  if (ended.length === 0) process.stdout.write('Nothing ran.\n');
  const left = listRunning(layout).filter(isAlive);
  if (left.length > 0) {
    throw new Trouble(
      `Still running: ${left.map(({ name, pid }) => `${name} (pid ${pid})`).join(', ')}. End them by hand.`,
    );
  }
}

main().catch(endWith);
