import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { DomainError } from '@sallyport/domain';
import { z } from 'zod';

/** Ed25519 public key as a JSON Web Key (RFC 8037). `kid`: its thumbprint (RFC 7638), so nobody can choose it. */
export const DecisionKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  /** 32 bytes, base64url. */
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/, '32 bytes in base64url'),
  kid: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'an RFC 7638 thumbprint'),
});
export type DecisionKey = z.infer<typeof DecisionKey>;

/** Keys by `kid`. Whoever verifies has pinned them; none is ever taken from the message that is verified. */
export type DecisionKeys = ReadonlyMap<string, DecisionKey>;

/** What governance signs with. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: DecisionKey;
}

/** More keys than any rotation needs; a longer list is somebody's mistake. */
const MAX_KEYS = 32;
const MAX_KEY_SET_CHARACTERS = 64 * 1024;

const KeySet = z.object({
  keys: z
    // `d` is the private half: whoever put it here has published it.
    .array(DecisionKey.extend({ d: z.undefined('a private key has no place among public ones').optional() }))
    .min(1, 'no key at all')
    .max(MAX_KEYS),
});

/**
 * @param text a JSON Web Key Set (RFC 7517) of Ed25519 public keys
 * @throws DomainError `decision-unsigned` naming what is wrong with it: with such a set nothing can be verified
 */
export function parseDecisionKeys(text: string): DecisionKeys {
  const parsed = KeySet.safeParse(jsonOf(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unusable(`${issue?.path.join('.') || 'the key set'}: ${issue?.message}`);
  }
  return decisionKeys(parsed.data.keys);
}

/** @throws DomainError `decision-unsigned` where a `kid` is not the key's own thumbprint, or is there twice */
export function decisionKeys(list: readonly DecisionKey[]): DecisionKeys {
  const keys = new Map<string, DecisionKey>();
  for (const { kty, crv, x, kid } of list) {
    if (kid !== thumbprint(x)) throw unusable(`the key id ${kid} is not the thumbprint of its key`);
    if (keys.has(kid)) throw unusable(`the key ${kid} is there twice`);
    keys.set(kid, { kty, crv, x, kid });
  }
  return keys;
}

/**
 * @param pem PKCS #8 (RFC 5958, RFC 8410) in PEM, not encrypted
 * @throws DomainError `signing-unavailable` where it is not an Ed25519 private key
 */
export function readSigningKey(pem: string): SigningKey {
  const privateKey = privateKeyOf(pem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw unfit(`not ${privateKey.asymmetricKeyType}`);
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { privateKey, publicKey: { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint(x) } };
}

/** RFC 7638 section 3 with the members that RFC 8037 section 2 names. */
function thumbprint(x: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
}

function privateKeyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // The cause would quote from a file that holds a secret.
    throw unfit('and this cannot be read as one');
  }
}

function jsonOf(text: string): unknown {
  if (text.length > MAX_KEY_SET_CHARACTERS)
    throw unusable(`longer than ${MAX_KEY_SET_CHARACTERS} characters`);
  try {
    return JSON.parse(text);
  } catch {
    throw unusable('not JSON');
  }
}

function unusable(why: string): DomainError {
  return new DomainError('decision-unsigned', `The public keys of decisions cannot be used: ${why}`, {
    hint: 'Take them as a JSON Web Key Set from whoever runs governance; `governance.key.list` shows them.',
  });
}

function unfit(why: string): DomainError {
  return new DomainError('signing-unavailable', `Decisions are signed with an Ed25519 private key, ${why}`, {
    hint: 'Make one: openssl genpkey -algorithm ed25519 -out decision-key.pem; chmod 600 decision-key.pem',
  });
}
