import { DomainError, SignedDecision } from '@sallyport/domain';
import { compactVerify, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import type { DecisionKey, DecisionKeys } from './decision-keys';

/** The one algorithm. What the header says is compared with this and never chosen from. */
export const ALGORITHM = 'EdDSA';
/** RFC 7515 section 4.1.9: tells a decision from anything else that the same key may come to sign. */
export const TYPE = 'sallyport-decision+json';

/** A closure of 10,000 packages takes about 2 MB. */
const MAX_CHARACTERS = 8 * 1024 ** 2;

/** Exactly this: `crit`, `b64`, `jwk` or `x5u` are no part of ours, so whoever sends them is not governance. */
const Header = z.strictObject({
  alg: z.literal(ALGORITHM),
  kid: z.string(),
  typ: z.literal(TYPE),
});

/**
 * Offline. Says that governance has decided this; whether it is the decision that was asked for is `assertDecides`.
 * @throws DomainError `decision-unsigned`
 */
export async function verifyDecision(jws: string | undefined, keys: DecisionKeys): Promise<SignedDecision> {
  if (jws === undefined || jws === '') throw unsigned('there is no signature');
  if (jws.length > MAX_CHARACTERS) throw unsigned(`it is longer than ${MAX_CHARACTERS} characters`);
  if (!isCompact(jws)) throw unsigned('it is no compact JWS (RFC 7515)');
  const key = keyFor(jws, keys);
  const payload = await compactVerify(jws, { ...key, alg: ALGORITHM }, { algorithms: [ALGORITHM] }).then(
    (verified) => verified.payload,
    () => Promise.reject(unsigned(`the signature is not the key ${key.kid}'s`)),
  );
  const decision = SignedDecision.safeParse(jsonOf(payload));
  if (decision.success) return decision.data;
  throw unsigned('what is signed is no decision');
}

/**
 * Three parts in base64url, the last 64 bytes long and spelled as an encoder would: decoders forgive spare bits,
 * and then one decision would have several spellings.
 */
function isCompact(jws: string): boolean {
  const signature = /^[\w-]+\.[\w-]+\.([\w-]{86})$/.exec(jws)?.[1];
  return signature !== undefined && Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

function keyFor(jws: string, keys: DecisionKeys): DecisionKey {
  const header = Header.safeParse(headerOf(jws));
  if (!header.success) throw unsigned(`its header is not that of a decision signed with ${ALGORITHM}`);
  const key = keys.get(header.data.kid);
  if (key) return key;
  throw unsigned('it is signed with a key that is not among the known ones');
}

function headerOf(jws: string): unknown {
  try {
    return decodeProtectedHeader(jws);
  } catch {
    return undefined;
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function unsigned(why: string): DomainError {
  return new DomainError('decision-unsigned', `The decision cannot be verified: ${why}`, {
    hint: 'Nothing is done on it. Ask governance again with `sign`, and look whether its public keys are the ones pinned here.',
  });
}
