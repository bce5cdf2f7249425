import type { MinMaturity } from '../../agent/maturity';
import { describeSelector } from '../../package/selector';
import type { ApprovalFact } from '../facts';
import type { StructuralRule, Verdict } from '../rule';

/** Nearly every answer is one of these three: written once, because a check is answered a million times a second. */
const BY_VERSION: Readonly<Record<MinMaturity, Verdict>> = {
  intern: exact('intern'),
  supervised: exact('supervised'),
  autonomous: exact('autonomous'),
};

export const approved: StructuralRule = {
  code: 'approved',
  effect: 'allow',
  summary: 'A live approval covers the version and the agent, and no other rule has anything against it.',
  judge: ({ policy }, approval) => {
    // The policy is asked for here as well: an allowance never rests on another rule having spoken.
    if (approval === undefined || policy === undefined) return undefined;
    return approval.id === null ? BY_VERSION[approval.minMaturity] : standing(approval, approval.id);
  },
};

function exact(minMaturity: MinMaturity): Verdict {
  return {
    reason: `Approved for ${minMaturity} and above.`,
    evidence: [{ fact: 'approval', text: `this version, for ${minMaturity} and above` }],
    maturityRequired: minMaturity,
    nextStep: null,
  };
}

function standing({ selector, minMaturity }: ApprovalFact, id: string): Verdict {
  const what = describeSelector(selector);
  return {
    reason: `Approved for ${minMaturity} and above, as part of ${what}.`,
    evidence: [{ fact: 'approval', text: `${what}, for ${minMaturity} and above`, ref: id }],
    maturityRequired: minMaturity,
    nextStep: null,
  };
}
