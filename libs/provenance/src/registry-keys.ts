import type { TrustMaterial } from '@sigstore/verify';
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { parseBoundedJson } from './bounded-json';
import { MAX_TRUST_ROOT_BYTES } from './limits';
import { Refusal } from './refusal';

export type KeyFinder = TrustMaterial['publicKey'];

/** What npm publishes beside sigstore's trust root: a key may be there twice, for two uses. */
const RegistryKeys = z.object({
  keys: z
    .array(
      z.object({
        keyId: z.string().min(1).max(128),
        keyUsage: z.string(),
        publicKey: z.object({
          rawBytes: z.base64(),
          validFor: z.object({ start: z.iso.datetime(), end: z.iso.datetime().optional() }),
        }),
      }),
    )
    .min(1)
    .max(64),
});

/** @throws Error saying what is wrong with the file */
export function readRegistryKeys(text: string): KeyFinder {
  const parsed = RegistryKeys.safeParse(parseBoundedJson(text, MAX_TRUST_ROOT_BYTES));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`not a list of registry keys: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
  }
  const keys = new Map(
    parsed.data.keys
      .filter(({ keyUsage }) => keyUsage === 'npm:attestations')
      .map(({ keyId, publicKey: { rawBytes, validFor } }) => {
        const start = Date.parse(validFor.start);
        const end = validFor.end === undefined ? Number.POSITIVE_INFINITY : Date.parse(validFor.end);
        const key = createPublicKey({ key: Buffer.from(rawBytes, 'base64'), format: 'der', type: 'spki' });
        return [
          keyId,
          { publicKey: key, validFor: (at: Date) => start <= at.getTime() && at.getTime() <= end },
        ] as const;
      }),
  );
  return (hint) => {
    const key = keys.get(hint);
    if (key === undefined) throw new Refusal('untrusted-root', `Nobody trusts a key named ${hint}`);
    return key;
  };
}

/** Where no keys were given, nothing that is signed with one can be verified. */
export const NO_REGISTRY_KEYS: KeyFinder = (hint) => {
  throw new Refusal('untrusted-root', `No keys of a package registry were given, so none is named ${hint}`);
};
