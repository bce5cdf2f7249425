import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ECOSYSTEMS, type Ecosystem } from '../package';
import { accuseName } from './accuse-name';
import { builtInPopularNames } from './data';
import { NPM_SQUATS } from './npm-squats.cases';
import { PopularNames } from './popular-names';
import { PYPI_SQUATS } from './pypi-squats.cases';
import { squatsOf } from './testing/squat-table';

const SQUATS = { npm: squatsOf(NPM_SQUATS), pypi: squatsOf(PYPI_SQUATS) };
const LEAST_FOUND = 0.95;
const MOST_ACCUSED = 0.005;

/** Popular names, where the machine has them: beside the checkout. */
const DATA = join(__dirname, '../../../../../shared/data');
const listOf = (ecosystem: Ecosystem): string => join(DATA, `popular-${ecosystem}.txt`);
const isThere = ECOSYSTEMS.every((ecosystem) => existsSync(listOf(ecosystem)));
const whenThere = isThere ? describe : describe.skip;
if (!isThere) process.stdout.write(`No popular names in ${DATA}: the tests with whole lists are skipped.\n`);
const load = (ecosystem: Ecosystem): PopularNames =>
  PopularNames.parse(ecosystem, readFileSync(listOf(ecosystem), 'utf8'));

const shareFound = (ecosystem: Ecosystem, popular: PopularNames): number =>
  SQUATS[ecosystem].filter(({ name, target }) =>
    accuseName({ ecosystem, name, popular }).some((accusation) => accusation.target === target),
  ).length / SQUATS[ecosystem].length;

describe('names/squats', () => {
  it('are at least 300, none twice', () => {
    const all = ECOSYSTEMS.flatMap((ecosystem) =>
      SQUATS[ecosystem].map(({ name }) => `${ecosystem}:${name}`),
    );

    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  it.each(ECOSYSTEMS)('of %s are found with the built-in list', (ecosystem) => {
    expect(shareFound(ecosystem, builtInPopularNames(ecosystem))).toBeGreaterThanOrEqual(LEAST_FOUND);
  });
});

whenThere('names/squats, whole lists', () => {
  it.each(ECOSYSTEMS)('finds the squats of %s', (ecosystem) => {
    expect(shareFound(ecosystem, load(ecosystem))).toBeGreaterThanOrEqual(LEAST_FOUND);
  });

  it.each(ECOSYSTEMS)('leaves the popular names of %s alone', (ecosystem) => {
    const popular = load(ecosystem);
    const accused = popular.names.filter((name) => accuseName({ ecosystem, name, popular }).length > 0);

    expect(popular.names.length).toBeGreaterThan(9_000);
    expect(accused.length / popular.names.length).toBeLessThanOrEqual(MOST_ACCUSED);
  });

  it.each(ECOSYSTEMS)('tells of the less popular half of %s, judged by the other', (ecosystem) => {
    const { names } = load(ecosystem);
    const half = new PopularNames(ecosystem, names.slice(0, names.length / 2));
    const others = names.slice(names.length / 2);
    const accused = others.filter((name) => accuseName({ ecosystem, name, popular: half }).length > 0);

    // Told and not held to a figure: among these are honest names that do resemble another.
    process.stdout.write(
      `${ecosystem}: ${accused.length} of ${others.length} accused that are not in the list.\n`,
    );
    expect(others.length).toBeGreaterThan(4_000);
  });
});
