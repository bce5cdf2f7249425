import { printable } from '../../errors';
import { exceptFrom } from '../next-step';
import { settingFor } from '../readings/maturity-setting';
import { registryFact, toldBy } from '../readings/registry-fact';
import type { PolicyRule } from '../rule';

export const versionJump: PolicyRule = {
  code: 'version-jump',
  effect: 'deny',
  summary:
    'The version leaps over more major numbers than the policy allows for this maturity, or is lower than the highest and carries on no line.',
  settings: ['version-jump'],
  waiting: false,
  mode: (rules) => rules['version-jump']?.mode ?? 'off',
  judgeBy: (rules, facts) => {
    const setting = rules['version-jump'];
    const jump = registryFact(facts, 'versionJump');
    if (setting === undefined || jump === null) return undefined;
    const leaps = jump.majors > settingFor(setting.maxMajors, facts.maturity);
    const falls = jump.isLower && !jump.continuesLine && !settingFor(setting.allowLower, facts.maturity);
    if (!leaps && !falls) return undefined;
    const highest = printable(jump.highest ?? 'nothing', 128);
    return {
      reason: leaps
        ? `It is ${jump.majors} major versions above ${highest}, the highest when it came.`
        : `It came after ${highest}, is lower, and carries on no earlier line.`,
      evidence: [{ fact: 'release', text: `highest before: ${highest}${toldBy(facts, 'versionJump')}` }],
      nextStep: exceptFrom('version-jump', facts),
    };
  },
};
