// bench: decisions in process on one core, against Cedar (wasm), OPA (wasm) and Casbin on the same rules and data
import { setFlagsFromString } from 'node:v8';
import { checkPackage, DecidingAhead, type PackageCheck, type RegistryView } from '@sallyport/registry-view';
import { runBench, type Figures } from './frame';
import { casbinByRows, casbinInOneMatcher } from './local/casbin';
import { cedarEngine } from './local/cedar';
import { closureFigures } from './local/closures';
import { opa } from './local/opa';
import type { Engine } from './local/told';
import { banOne, NOW, questions, viewOfWorld, type Popularity } from './local/world';

/** Each round asks new questions. */
const OURS = 400_000;
const AT_ONCE = 1_000;
const THEIRS = 20_000;
/** On these every engine has to give our answer. */
const COMPARED = 20_000;
const BAN_EVERY = 1_000;
const LEAST_PER_SECOND = 1_000_000;
const LEAST_TIMES = 10;

// Node 20's V8 dies in its deoptimiser (DoComputeBuiltinContinuation) where calls of WebAssembly were inlined; our own
// decisions call none.
setFlagsFromString('--no-turbo-inline-js-wasm-calls');

async function main(): Promise<void> {
  const view = viewOfWorld();
  const engines: Readonly<Record<string, Engine>> = {
    cedar: cedarEngine(),
    opa: await opa(),
    casbin: await casbinByRows(),
    casbinOneMatcher: await casbinInOneMatcher(),
  };
  compare(view, engines);
  // As a local decision point does where nobody asks for a while.
  const ahead = new DecidingAhead(view);
  while (ahead.step(NOW));

  let seed = 1;
  const report = await runBench({
    name: 'local',
    target: LEAST_TIMES,
    higherIsBetter: true,
    rounds: 5,
    ours: () => Promise.resolve(ours(view, (seed += 1))),
    baseline: () => Promise.resolve(theirs(engines, (seed += 1))),
    ratio: (mine, other) =>
      (mine['perCoreSecond'] ?? NaN) /
      Math.max(...Object.keys(engines).map((name) => other[`${name}PerCoreSecond`] ?? NaN)),
  });
  const perSecond = report.figures['perCoreSecond'] ?? 0;
  const isFastEnough = perSecond >= LEAST_PER_SECOND;
  process.stderr.write(
    `local: ${Math.round(perSecond)} decisions in a second of one core (target ${LEAST_PER_SECOND}: ${isFastEnough ? 'met' : 'missed'}); ` +
      `${report.ratio} times the fastest of the others (target ${LEAST_TIMES})\n`,
  );
  if (!isFastEnough) process.exitCode = 1;
}

/** @throws Error where an engine answers otherwise than ours: there is then no figure */
function compare(view: RegistryView, engines: Readonly<Record<string, Engine>>): void {
  const codes = new Map<string, number>();
  for (const check of questions(COMPARED, 0, 'even')) {
    const { decision } = checkPackage(view, check, { now: NOW });
    codes.set(decision.reasonCode, (codes.get(decision.reasonCode) ?? 0) + 1);
    const ours = [decision.reasonCode, decision.allowed ? 'allowed' : 'refused'];
    for (const [name, engine] of Object.entries(engines)) {
      const answer = engine.answer(check);
      if (!ours.includes(answer))
        throw new Error(`${name} says ${answer}, we say ${ours.join()}: ${JSON.stringify(check)}`);
    }
  }
  process.stderr.write(`local: ${COMPARED} answers alike: ${JSON.stringify(Object.fromEntries(codes))}\n`);
}

function ours(view: RegistryView, seed: number): Figures {
  // As the others answer: whether, and by what code. Evidence is put together where somebody asks for it.
  const isAllowed = (check: PackageCheck): boolean => checkPackage(view, check, { now: NOW }).allowed;
  const withEvidence = measured(
    OURS,
    seed,
    'popular',
    (check) => checkPackage(view, check, { now: NOW }).decision.allowed,
  );
  const popular = measured(OURS, seed, 'popular', isAllowed);
  const even = measured(OURS, seed, 'even', isAllowed);
  // The same again with a ban in between every so often: what is forgotten with it has to be found out anew.
  let asked = 0;
  const underBans = measured(OURS, -seed, 'popular', (check) => {
    asked += 1;
    if (asked % BAN_EVERY === 0) banOne(view, asked / BAN_EVERY);
    return isAllowed(check);
  });
  return {
    perCoreSecond: popular,
    withEvidencePerCoreSecond: withEvidence,
    evenPerCoreSecond: even,
    underBansPerCoreSecond: underBans,
    ...closureFigures(view),
  };
}

function theirs(engines: Readonly<Record<string, Engine>>, seed: number): Figures {
  return Object.fromEntries(
    Object.entries(engines).map(([name, engine]) => [
      `${name}PerCoreSecond`,
      measured(THEIRS, seed, 'popular', (check) => {
        const answer = engine.answer(check);
        return answer === 'approved' || answer === 'allowed';
      }),
    ]),
  );
}

/**
 * Decisions in a second of one processor core: by the processor time of all threads of this process, the collector's
 * and the compiler's too. A thousand questions come in at a time, as they would; reading them in is not measured.
 */
function measured(
  count: number,
  seed: number,
  popularity: Popularity,
  isAllowed: (check: PackageCheck) => boolean,
): number {
  let [microseconds, allowed] = [0, 0];
  for (let start = 0; start < count; start += AT_ONCE) {
    const checks = questions(AT_ONCE, seed * OURS + start, popularity);
    const before = process.cpuUsage();
    for (const check of checks) if (isAllowed(check)) allowed += 1;
    const { user, system } = process.cpuUsage(before);
    microseconds += user + system;
  }
  // A loop whose result nobody reads could be left out by the compiler.
  if (allowed === 0 || allowed === count) throw new Error('The answers are not mixed: no figure.');
  return (count * 1e6) / microseconds;
}

void main();
