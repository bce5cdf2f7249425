import { explore } from './explore';
import { EVERYTHING, LARGE, SABOTAGES, SMALL } from './scenarios';
import { textOf } from './trace';
import { walk } from './walk';

/** `npm run model`: the searches of the tests, the larger ones, the walks, and every way to build it wrong. */

const MAX_STATES = 12_000_000;
const WALK_STEPS = 4_000_000;
const SEEDS = [1, 2, 3];
/** A sabotage that a walk does not come across within this many steps is only found by the search. */
const SABOTAGE_WALK_STEPS = 3_000_000;

const figures: Record<string, unknown>[] = [];
let isSound = true;
const isJson = process.argv.includes('--json');

function say(line = ''): void {
  if (!isJson) process.stdout.write(`${line}\n`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function number(value: number, width = 11): string {
  return value.toLocaleString('en').padStart(width);
}

function search(): void {
  say('Every state that can be reached, breadth first');
  say(`  ${'scenario'.padEnd(26)}${'states'.padStart(11)}${'steps'.padStart(13)}${'depth'.padStart(7)}`);
  for (const scenario of [...SMALL, ...LARGE]) {
    const began = performance.now();
    const { states, steps, depth, complete, broken } = explore({ scenario }, MAX_STATES);
    const outcome =
      broken === undefined ? (complete ? 'all reached, the laws hold' : 'NOT ALL REACHED') : 'BROKEN';
    say(
      `  ${scenario.name.padEnd(26)}${number(states)}${number(steps, 13)}${number(depth, 7)}  ${outcome}, ${seconds(began)}: ${scenario.about}`,
    );
    if (broken !== undefined) for (const line of textOf({ scenario }, broken)) say(`    ${line}`);
    isSound &&= broken === undefined && complete;
    figures.push({ scenario: scenario.name, states, steps, depth, complete, broken: broken?.law ?? null });
  }
}

function walks(): void {
  say();
  say(`Seeded walks: ${EVERYTHING.about}`);
  for (const seed of SEEDS) {
    const began = performance.now();
    const {
      steps,
      walks: count,
      acknowledged,
      answering,
      broken,
    } = walk({ scenario: EVERYTHING }, WALK_STEPS, seed);
    say(
      `  seed ${seed}: ${number(steps, 0)} steps in ${count} walks, ${number(acknowledged, 0)} bans acknowledged, ${number(answering, 0)} states in which a lease is held, ${broken === undefined ? 'the laws hold' : 'BROKEN'}, ${seconds(began)}`,
    );
    if (broken !== undefined)
      for (const line of textOf({ scenario: EVERYTHING }, broken).slice(-40)) say(`    ${line}`);
    isSound &&= broken === undefined;
    figures.push({ walk: seed, steps, acknowledged, answering, broken: broken?.law ?? null });
  }
}

function sabotages(): void {
  say();
  say('Built wrong on purpose: the shortest way to what comes of it');
  for (const { fault, about, scenario, law } of SABOTAGES) {
    const model = { scenario, fault };
    const { states, broken } = explore(model, MAX_STATES);
    const isFound = broken !== undefined && law.test(broken.law);
    const walked = walk({ scenario: EVERYTHING, fault }, SABOTAGE_WALK_STEPS, 1);
    say();
    say(`${fault}: ${about}`);
    if (broken === undefined) say('  NOT FOUND');
    else for (const line of textOf(model, broken)) say(`  ${line}`);
    const byWalk = walked.broken === undefined ? 'not by a walk of' : 'by a walk after';
    say(`  after ${number(states, 0)} states; ${byWalk} ${number(walked.steps, 0)} steps`);
    isSound &&= isFound;
    figures.push({
      fault,
      found: isFound,
      states,
      length: broken?.trace.length ?? null,
      walked: walked.broken?.law ?? null,
    });
  }
}

search();
walks();
sabotages();
say();
say(isSound ? 'The laws hold, and every sabotage was found.' : 'NOT AS IT SHOULD BE: see above.');
if (isJson) process.stdout.write(`${JSON.stringify({ sound: isSound, figures })}\n`);
process.exitCode = isSound ? 0 : 1;
