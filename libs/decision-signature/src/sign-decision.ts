import { SignedDecision } from '@sallyport/domain';
import { CompactSign } from 'jose';
import type { SigningKey } from './decision-keys';
import { ALGORITHM, TYPE } from './verify-decision';

/** @returns JWS compact (RFC 7515) with EdDSA (RFC 8037) */
export function signDecision(
  decision: SignedDecision,
  { privateKey, publicKey }: SigningKey,
): Promise<string> {
  // Parsed, so that nothing is signed that whoever verifies it would turn away.
  const payload = new TextEncoder().encode(JSON.stringify(SignedDecision.parse(decision)));
  return new CompactSign(payload)
    .setProtectedHeader({ alg: ALGORITHM, kid: publicKey.kid, typ: TYPE })
    .sign(privateKey);
}
