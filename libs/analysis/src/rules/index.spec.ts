import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from './index';

const FILES = ['code', 'common', 'native', 'npm', 'pypi'].flatMap((folder) =>
  readdirSync(join(__dirname, folder)).map((file) => file.replace(/\.ts$/, '')),
);

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
});
