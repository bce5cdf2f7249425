// bench: what self-made skills require, found by syntax trees, against patterns over the text
import {
  discover,
  precisionOf,
  recallOf,
  regexRequirements,
  sampleSkills,
  scoreOf,
  scoresOf,
  sum,
  withSkill,
  type Score,
} from '@sallyport/requirements/testing';
import { runBench, type Figures } from './frame';

/** Of the issue, for precision and for recall. */
const LEAST = 0.98;
const ROUNDS = 3;

const skills = sampleSkills();

const shares = (score: Score): Figures => ({
  precision: precisionOf(score),
  recall: recallOf(score),
  expected: score.hits + score.missed.length,
});

function ours(): Figures {
  const startedAt = performance.now();
  const scores = skills.map((skill) => withSkill(skill, (folder) => scoresOf(skill, discover(folder))));
  const ms = performance.now() - startedAt;
  const requirements = sum(scores.map((each) => each.requirements));
  const unresolved = sum(scores.map((each) => each.unresolved));
  for (const text of [...requirements.wrong, ...unresolved.wrong]) process.stderr.write(`wrong   ${text}\n`);
  for (const text of [...requirements.missed, ...unresolved.missed])
    process.stderr.write(`missed  ${text}\n`);
  return {
    ...shares(requirements),
    unresolvedPrecision: precisionOf(unresolved),
    unresolvedRecall: recallOf(unresolved),
    needsRight: precisionOf(sum(scores.map((each) => each.needs))),
    problemsRecall: recallOf(sum(scores.map((each) => each.problems))),
    skills: skills.length,
    msPerSkill: ms / skills.length,
  };
}

/** Names only: a pattern does not know what it cannot resolve. */
function baseline(): Figures {
  return shares(
    sum(skills.map((skill) => scoreOf(skill.name, [...skill.requirements.keys()], regexRequirements(skill)))),
  );
}

void runBench({
  name: 'discovery',
  target: LEAST,
  higherIsBetter: true,
  rounds: ROUNDS,
  ours: () => Promise.resolve(ours()),
  baseline: () => Promise.resolve(baseline()),
  // The worse of both; the baseline stands beside it in the report.
  ratio: ({ precision = NaN, recall = NaN }) => Math.min(precision, recall),
});
