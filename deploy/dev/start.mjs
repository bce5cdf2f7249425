// `npm start [-- --no-tour] [-- ARGUMENTS OF THE TOUR]`: the whole stack in the background, then the tour.
import { defaultStateDir, layoutOf, repoRoot } from './layout.mjs';
import { relative } from 'node:path';
import { ensureEngine, prepareMachine, startStack } from './stack.mjs';
import { holdLock } from './start-lock.mjs';
import { runTour } from './tour.mjs';
import { endWith } from './trouble.mjs';

/** Everything but the tour; also what `npm run bench` needs. */
export async function bringUp() {
  holdLock(layoutOf(defaultStateDir), 'npm start');
  await prepareMachine();
  const engine = await ensureEngine();
  return startStack({ stateDir: defaultStateDir, engine });
}

async function main() {
  const since = Date.now();
  const args = process.argv.slice(2);
  const { connect } = await bringUp();
  process.stderr.write(
    `\nSallyport is up after ${((Date.now() - since) / 1000).toFixed(1)} s. REST and docs: ${connect.gatewayUrl}/api/docs` +
      `\nTokens: ${relative(repoRoot, connect.tokensFile)}. What runs where: npm run status. End it: npm stop.\n\n`,
  );
  if (args.includes('--no-tour')) return;
  process.exitCode = await runTour(args);
}

if (process.argv[1]?.endsWith('start.mjs')) main().catch(endWith);
