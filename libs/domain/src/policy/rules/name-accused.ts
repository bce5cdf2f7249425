import { printable } from '../../errors';
import type { Accusation } from '../../names/accusation';
import { approveVersion, requestVersion } from '../next-step';
import { hasLiveApproval, hasSeenName } from '../readings/approval';
import { settingFor } from '../readings/maturity-setting';
import type { PolicyRule } from '../rule';

/** A name is near a few others at most; a reply is read by agents. */
const MAX_EVIDENCE = 5;

export const nameAccused: PolicyRule = {
  code: 'name-accused',
  effect: 'undecided',
  summary:
    'The name may be taken for a popular one, is not established itself, and no reviewer has seen it: no live approval names the package (one by a name pattern does not), and nobody cleared the name.',
  settings: ['name-accused'],
  waiting: false,
  mode: (rules) => rules['name-accused'].mode,
  judgeBy: (rules, facts) => {
    const [first] = facts.accusations;
    if (first === undefined || !settingFor(rules['name-accused'].stops, facts.maturity)) return undefined;
    if (hasSeenName(facts) || facts.name?.state === 'cleared') return undefined;
    return {
      reason: `The name ${textOf(first)}; nobody has looked at it yet.`,
      evidence: facts.accusations.slice(0, MAX_EVIDENCE).map((accusation) => ({
        fact: 'name',
        text: textOf(accusation),
        ref: accusation.target,
      })),
      nextStep: hasLiveApproval(facts) ? approveVersion(facts, null) : requestVersion(facts),
    };
  },
};

function textOf({ kind, target, text }: Accusation): string {
  return `may be taken for ${printable(target, 214)} (${kind}: ${printable(text, 300)})`;
}
