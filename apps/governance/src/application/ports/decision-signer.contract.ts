import { decisionKeys, verifyDecision } from '@sallyport/decision-signature';
import type { SignedDecision } from '@sallyport/domain';
import type { DecisionSigner } from './decision-signer';

const DECISION: SignedDecision = {
  iss: 'sallyport-governance',
  agentId: 'agent',
  ecosystem: 'npm',
  effect: 'deny',
  allowed: false,
  packages: [{ name: 'lodash', version: '4.17.21' }],
  without: [],
  revision: 3,
  policyVersion: 'default@0123456789ab',
  decidedAt: '2026-01-01T00:00:00.000Z',
};

export function decisionSignerContract(signers: {
  withKey(): DecisionSigner;
  withoutKey(): DecisionSigner;
}): void {
  it('signs so that the keys it lists verify it, offline', async () => {
    const signer = signers.withKey();

    const jws = await signer.sign(DECISION);

    expect(await verifyDecision(jws, decisionKeys(await signer.keys()))).toEqual(DECISION);
  });

  it('lists public halves only', async () => {
    const keys = await signers.withKey().keys();

    expect(keys.map((key) => Object.keys(key).sort())).toEqual(keys.map(() => ['crv', 'kid', 'kty', 'x']));
  });

  it('says that it cannot sign where there is no key', async () => {
    const signer = signers.withoutKey();

    await expect(signer.sign(DECISION)).rejects.toMatchObject({ code: 'signing-unavailable' });
    await expect(signer.keys()).rejects.toMatchObject({ code: 'signing-unavailable' });
  });
}
