// bench: names judged by an index of the popular names, against a Damerau-Levenshtein distance to each of them
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accuseName, builtInPopularNames, ECOSYSTEMS, PopularNames, type Ecosystem } from '@sallyport/domain';
import { NPM_SQUATS, PYPI_SQUATS, squatsOf, type Squat } from '@sallyport/domain/testing';
import { runBench, type Figures } from './frame';

/** Whoever compares with the whole list finds less, and is a hundred times slower at it. */
const LEAST_TIMES = 100;
const ROUNDS = 3;
/** Ours is over in milliseconds, so it judges everything so many times. */
const REPEATED = 10;
const LEAST_FOUND = 0.95;
const MOST_ACCUSED = 0.005;

/** The whole lists, where the machine has them beside the checkout; else the built-in ones, and `listed` says so. */
const DATA = join(process.cwd(), '../shared/data');
function listOf(ecosystem: Ecosystem): PopularNames {
  const file = join(DATA, `popular-${ecosystem}.txt`);
  return existsSync(file)
    ? PopularNames.parse(ecosystem, readFileSync(file, 'utf8'))
    : builtInPopularNames(ecosystem);
}

const SQUATS: Readonly<Record<Ecosystem, Squat[]>> = {
  npm: squatsOf(NPM_SQUATS),
  pypi: squatsOf(PYPI_SQUATS),
};
const POPULAR = { npm: listOf('npm'), pypi: listOf('pypi') };
const squats = ECOSYSTEMS.flatMap((ecosystem) => SQUATS[ecosystem].map((squat) => ({ ecosystem, ...squat })));
const listed = ECOSYSTEMS.reduce((sum, ecosystem) => sum + POPULAR[ecosystem].names.length, 0);

const targetsOf = (ecosystem: Ecosystem, name: string): string[] =>
  accuseName({ ecosystem, name, popular: POPULAR[ecosystem] }).map(({ target }) => target);

function ours(): Figures {
  const startedAt = performance.now();
  let found = 0;
  for (let time = 0; time < REPEATED; time += 1)
    found = squats.filter(({ ecosystem, name, target }) =>
      targetsOf(ecosystem, name).includes(target),
    ).length;
  const seconds = (performance.now() - startedAt) / 1_000;
  const accused = ECOSYSTEMS.flatMap((ecosystem) =>
    POPULAR[ecosystem].names.filter((name) => targetsOf(ecosystem, name).length > 0),
  ).length;
  const figures = { found: found / squats.length, accused: accused / listed, squats: squats.length, listed };
  if (figures.found < LEAST_FOUND || figures.accused > MOST_ACCUSED)
    throw new Error(`found ${figures.found}, accused ${figures.accused}: no figure`);
  return { ...figures, ...unlisted(), perSecond: (squats.length * REPEATED) / seconds };
}

/** Honest names that the list does not have: its less popular half, judged by the other. */
function unlisted(): Figures {
  const shares = ECOSYSTEMS.map((ecosystem) => {
    const { names } = POPULAR[ecosystem];
    const middle = Math.floor(names.length / 2);
    const popular = new PopularNames(ecosystem, names.slice(0, middle));
    const others = names.slice(middle);
    return (
      others.filter((name) => accuseName({ ecosystem, name, popular }).length > 0).length / others.length
    );
  });
  return Object.fromEntries(
    ECOSYSTEMS.map((ecosystem, index) => [`unlistedAccused_${ecosystem}`, shares[index] ?? NaN]),
  );
}

/** One edit or swap away from a popular name, established names left out: what a short script would do. */
function baseline(): Figures {
  const startedAt = performance.now();
  const found = squats.filter(({ ecosystem, name, target }) =>
    POPULAR[ecosystem].names.filter((popular) => distance(name, popular) <= 1).includes(target),
  ).length;
  const seconds = (performance.now() - startedAt) / 1_000;
  return { found: found / squats.length, perSecond: squats.length / seconds };
}

/** Optimal string alignment: edits, and swaps of neighbours. */
function distance(left: string, right: string): number {
  let [before, last] = [[] as number[], Array.from({ length: right.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[right.length] ?? 0;
}

void runBench({
  name: 'names',
  target: LEAST_TIMES,
  higherIsBetter: true,
  rounds: ROUNDS,
  ours: () => Promise.resolve(ours()),
  baseline: () => Promise.resolve(baseline()),
  ratio: (mine, theirs) => (mine['perSecond'] ?? NaN) / (theirs['perSecond'] ?? NaN),
});
