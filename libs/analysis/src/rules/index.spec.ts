import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Capability } from '@sallyport/domain';
import { SIGNALS, type Signal } from '../facts/signal';
import { RULES } from './index';
import { LANGUAGES } from './language';
import type { Pattern } from './pattern';
import { TACTICS } from './tactic';

const FILES = ['code', 'common', 'native', 'npm', 'pypi'].flatMap((folder) =>
  readdirSync(join(__dirname, folder)).map((file) => file.replace(/\.ts$/, '')),
);

/** Rules that are data alone. */
const PATTERNS = RULES.flatMap(({ code, capabilities, pattern }) =>
  pattern === undefined ? [] : [{ code, capabilities, pattern }],
);

/** Every signal that has a say in a pattern, but for those that keep it silent. */
function signalsOf(pattern: Pattern): readonly Signal[] {
  if (pattern.where === 'archive') return [];
  const clauses = 'or' in pattern ? [pattern, ...(pattern.or ?? [])] : [pattern];
  return clauses.flatMap((clause) => [
    ...clause.any,
    ...('together' in clause ? (clause.together ?? []) : []),
    ...('near' in clause ? (clause.near ?? []) : []),
  ]);
}

describe('rules', () => {
  it('are all listed, under the name of their file', () => {
    expect(RULES.map((rule) => rule.code).sort()).toEqual(FILES.sort());
  });

  it.each(RULES.map((rule) => [rule.code, rule] as const))('%s: its verdict fits its severity', (_, rule) => {
    const least = {
      clean: 'info',
      warning: 'low|medium',
      suspicious: 'medium|high',
      unknown: 'high',
      malicious: 'critical',
    } as const;

    expect(rule.severity).toMatch(new RegExp(`^(?:${least[rule.verdict]})$`));
    expect(rule.summary).toMatch(/^[A-Z].*\.$/);
  });

  it.each(RULES)('$code: its tactic, capabilities and languages are of the closed lists', (rule) => {
    expect(Object.keys(TACTICS)).toContain(rule.tactic);
    expect(LANGUAGES).toEqual(expect.arrayContaining([...rule.languages]));
    expect(rule.languages.length).toBeGreaterThan(0);
    expect(Capability.options).toEqual(expect.arrayContaining([...rule.capabilities]));
    expect(new Set(rule.capabilities).size).toBe(rule.capabilities.length);
  });

  it.each(PATTERNS)('$code: its capabilities are at least those of its signals', (rule) => {
    const spokenOf = signalsOf(rule.pattern).flatMap<Capability>((signal) => SIGNALS[signal] ?? []);

    expect(rule.capabilities).toEqual(expect.arrayContaining([...new Set(spokenOf)]));
  });

  it.each(RULES)('$code: has a sample that it sees, and one that it leaves alone', ({ samples }) => {
    expect(samples.hits.length).toBeGreaterThan(0);
    expect(samples.ignores.length).toBeGreaterThan(0);
  });
});
