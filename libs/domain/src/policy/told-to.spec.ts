import type { Decision } from './decision';
import { SOMEBODY, tellingOf } from './told-to';

const refusal = (reason: string): Decision => ({
  allowed: false,
  effect: 'deny',
  reasonCode: 'agent-suspended',
  reason,
  maturityRequired: null,
  evidence: [{ fact: 'agent', text: 'suspended', ref: SOMEBODY }],
  nextStep: null,
  eligibleAt: null,
  revision: 0,
  policyVersion: 'p',
});

describe('libs/domain/policy/told-to', () => {
  it('puts the agent where SOMEBODY stands, and the revision', () => {
    const tell = tellingOf(refusal(`${SOMEBODY} is suspended`));

    expect(['ann', 'bob'].map((agentId) => tell(agentId, 7))).toEqual(
      ['ann', 'bob'].map((agentId) => ({
        ...refusal(`${agentId} is suspended`),
        evidence: [{ fact: 'agent', text: 'suspended', ref: agentId }],
        revision: 7,
      })),
    );
  });

  it('gives the same answer once, also after more others than are held', () => {
    for (let n = 0; n < 2_000; n += 1) tellingOf(refusal(`under policy ${n}`));

    expect(tellingOf(refusal('now'))).toBe(tellingOf(refusal('now')));
  });
});
