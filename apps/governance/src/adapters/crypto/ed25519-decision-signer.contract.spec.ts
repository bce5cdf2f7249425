import { generateKeyPairSync } from 'node:crypto';
import { decisionKeys, readSigningKey, signDecision, verifyDecision } from '@sallyport/decision-signature';
import { decisionSignerContract } from '../../application/ports/decision-signer.contract';
import { FakeDecisionSigner } from '../../application/ports/decision-signer.fake';
import { Ed25519DecisionSigner } from './ed25519-decision-signer';

const made = () =>
  readSigningKey(
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );

describe('governance/adapters/crypto/ed25519-decision-signer', () => {
  decisionSignerContract({
    withKey: () => new Ed25519DecisionSigner([made()]),
    withoutKey: () => new Ed25519DecisionSigner([]),
  });

  it('signs with the first key after a rotation, and lists the one before', async () => {
    const [before, next] = [made(), made()];
    const signer = new Ed25519DecisionSigner([next, before]);
    const decision = {
      ...{
        iss: 'sallyport-governance' as const,
        agentId: 'a',
        ecosystem: 'npm' as const,
        effect: 'allow' as const,
      },
      ...{ allowed: true, packages: [], without: [], revision: 1, policyVersion: 'p@1' },
      decidedAt: '2026-01-01T00:00:00.000Z',
    };
    const listed = decisionKeys(await signer.keys());

    await expect(
      verifyDecision(await signer.sign(decision), decisionKeys([next.publicKey])),
    ).resolves.toEqual(decision);
    await expect(verifyDecision(await signDecision(decision, before), listed)).resolves.toEqual(decision);
    expect([...listed.keys()]).toEqual([next.publicKey.kid, before.publicKey.kid]);
  });
});

describe('governance/application/ports/decision-signer.fake', () => {
  decisionSignerContract({
    withKey: () => new FakeDecisionSigner(),
    withoutKey: () => new FakeDecisionSigner(false),
  });
});
