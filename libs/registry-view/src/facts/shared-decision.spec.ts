import type { Decision } from '@sallyport/domain';
import { sharedDecision } from './shared-decision';

const approved = (reason: string, revision = 1): Decision => ({
  allowed: true,
  effect: 'allow',
  reasonCode: 'approved',
  reason,
  maturityRequired: null,
  evidence: [],
  nextStep: null,
  eligibleAt: null,
  revision,
  policyVersion: 'p',
});

describe('registry-view/facts/shared-decision', () => {
  it('is one for all that say the same, at whatever revision', () => {
    expect(sharedDecision(approved('same', 1))).toBe(sharedDecision(approved('same', 2)));
    expect(sharedDecision(approved('same')).asOf(7)).toEqual(approved('same', 7));
  });

  it('is so also after more others than are held', () => {
    for (let n = 0; n < 5_000; n += 1) sharedDecision(approved(`under policy ${n}`));

    expect(sharedDecision(approved('now'))).toBe(sharedDecision(approved('now')));
  });
});
