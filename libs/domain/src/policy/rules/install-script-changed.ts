import { printable } from '../../errors';
import { requestVersion } from '../next-step';
import { comparedWith, unseenDelta } from '../readings/delta';
import { settingFor } from '../readings/maturity-setting';
import type { PolicyRule } from '../rule';

/** A reply is read by agents. */
const MAX_EVIDENCE = 10;

export const installScriptChanged: PolicyRule = {
  code: 'install-script-changed',
  effect: 'undecided',
  summary:
    'Something starts by itself, such as an install script, that did not or was started otherwise in the approved version before, and the approval is for more than this version: nobody has looked at it.',
  settings: ['install-script-changed'],
  waiting: false,
  mode: (rules) => rules['install-script-changed'].mode,
  judgeBy: (rules, facts) => {
    const delta = unseenDelta(facts);
    const setting = rules['install-script-changed'];
    if (delta === undefined || settingFor(setting.allow, facts.maturity)) return undefined;
    const { added, changed } = settingFor(setting.codeToo, facts.maturity) ? delta.hooksAndCode : delta.hooks;
    const texts = [
      ...added.map(({ name, command }) => `${name} is new: ${command}`),
      ...changed.map(({ what, before, after }) =>
        what === 'command'
          ? `${after.name}: ${after.command}, before: ${before.command}`
          : `${after.name}: ${after.command} runs other code`,
      ),
    ];
    if (texts.length === 0) return undefined;
    return {
      reason: `What starts by itself changed ${comparedWith(delta)} (${texts.length}).`,
      evidence: texts.slice(0, MAX_EVIDENCE).map((text) => ({ fact: 'scan', text: printable(text, 300) })),
      nextStep: requestVersion(facts),
    };
  },
};
