import type { Discovery } from '../model/discovery';
import type { SampleSkill } from './skills';

/** Hits, what was said wrongly, and what was not said. */
export interface Score {
  hits: number;
  wrong: string[];
  missed: string[];
}

export const NO_SCORE: Score = { hits: 0, wrong: [], missed: [] };

/** Compares what was found with what was expected; each item counts once. */
export function scoreOf(label: string, expected: readonly string[], found: readonly string[]): Score {
  const left = [...expected];
  const wrong: string[] = [];
  for (const item of found) {
    const at = left.indexOf(item);
    if (at === -1) wrong.push(`${label}: ${item}`);
    else left.splice(at, 1);
  }
  return { hits: expected.length - left.length, wrong, missed: left.map((item) => `${label}: ${item}`) };
}

export function sum(scores: readonly Score[]): Score {
  return {
    hits: scores.reduce((total, { hits }) => total + hits, 0),
    wrong: scores.flatMap(({ wrong }) => wrong),
    missed: scores.flatMap(({ missed }) => missed),
  };
}

export const precisionOf = ({ hits, wrong }: Score): number =>
  hits + wrong.length === 0 ? 1 : hits / (hits + wrong.length);
export const recallOf = ({ hits, missed }: Score): number =>
  hits + missed.length === 0 ? 1 : hits / (hits + missed.length);

export interface SkillScores {
  requirements: Score;
  /** Of those that were found, whether they are needed as expected. */
  needs: Score;
  unresolved: Score;
  problems: Score;
  differences: Score;
}

export function scoresOf(sample: SampleSkill, discovery: Discovery): SkillScores {
  const label = `${sample.group}, ${sample.name}`;
  const found = discovery.requirements.map(({ ecosystem, name }) => `${ecosystem}:${name}`);
  const both = discovery.requirements.filter(({ ecosystem, name }) =>
    sample.requirements.has(`${ecosystem}:${name}`),
  );
  const unresolved = discovery.unresolved.map(({ kind, place, text }) => ({
    short: `${kind} ${place.file}:${place.line ?? ''}`,
    long: `${kind} ${place.file}:${place.line ?? ''} ${text}`,
  }));
  const differences = (items: Discovery['undeclared']): string[] =>
    items.map(({ ecosystem, name }) => `${ecosystem}:${name}`).sort();
  return {
    requirements: scoreOf(label, [...sample.requirements.keys()], found),
    needs: scoreOf(
      label,
      both.map(
        ({ ecosystem, name }) => `${ecosystem}:${name} ${sample.requirements.get(`${ecosystem}:${name}`)}`,
      ),
      both.map(({ ecosystem, name, need }) => `${ecosystem}:${name} ${need}`),
    ),
    unresolved: scoreOf(
      label,
      sample.unresolved,
      unresolved.map(({ short, long }) => (sample.unresolved.includes(long) ? long : short)),
    ),
    problems: scoreOf(
      label,
      sample.problems,
      discovery.problems.map(({ kind, place }) => `${kind} ${place.file}`),
    ),
    differences: sum([
      scoreOf(
        `${label}, undeclared`,
        sample.undeclared ?? [],
        sample.undeclared === undefined ? [] : differences(discovery.undeclared),
      ),
      scoreOf(
        `${label}, unused`,
        sample.unused ?? [],
        sample.unused === undefined ? [] : differences(discovery.unused),
      ),
    ]),
  };
}
