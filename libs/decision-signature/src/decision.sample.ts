import { generateKeyPairSync } from 'node:crypto';
import type { SignedDecision } from '@sallyport/domain';
import { decisionKeys, readSigningKey, type SigningKey } from './decision-keys';

export function madeKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return readSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

export const KEY = madeKey();
export const KEYS = decisionKeys([KEY.publicKey]);

export const DIGEST = {
  app: `sha256:${'a'.repeat(64)}`,
  leaf: `sha256:${'b'.repeat(64)}`,
  lock: `sha256:${'c'.repeat(64)}`,
};

export const DECISION: SignedDecision = {
  iss: 'sallyport-governance',
  agentId: 'agent',
  skillId: 'skill',
  ecosystem: 'npm',
  effect: 'allow',
  allowed: true,
  packages: [
    { name: 'app', version: '1.0.0', digest: DIGEST.app },
    { name: 'leaf', version: '2.0.0', digest: DIGEST.leaf },
  ],
  lockDigest: DIGEST.lock,
  without: ['network'],
  revision: 7,
  policyVersion: 'default@0123456789ab',
  decidedAt: '2026-01-01T00:00:00.000Z',
};
