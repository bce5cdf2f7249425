import { z } from 'zod';
import { MAX_CERTIFICATE_CHARACTERS, MAX_LOG_ENTRY_CHARACTERS, MAX_STATEMENT_CHARACTERS } from '../limits';

/**
 * Bounds on a sigstore bundle before the library reads it. The library checks what it means; it was not written for
 * bundles whose size and text somebody chose to harm.
 */
const Base64 = (max: number) => z.base64().min(1).max(max);
const Digits = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^\d{1,19}$/.test(text), 'a number of at most 19 digits');
const KeyId = z.object({ keyId: Base64(128) });
const Raw = z.object({ rawBytes: Base64(MAX_CERTIFICATE_CHARACTERS) });

/**
 * Text of a checkpoint (a signed note). The library uses the signers' names in it as regular expressions, so a name
 * that is one could stop this process; names of logs are host names with paths.
 */
const Checkpoint = z
  .string()
  .max(16 * 1024)
  .refine(hasPlainSigners, 'a signer of the checkpoint has no plain name');

/** Over all white space that the library's own pattern would split at, not only the one that the format uses. */
function hasPlainSigners(envelope: string): boolean {
  return [...envelope.matchAll(/\u2014[^\S\n]*(\S*)/g)].every(([, name = '']) =>
    /^[A-Za-z0-9._:/-]{1,253}$/.test(name),
  );
}

export const LogEntryShape = z.object({
  logIndex: Digits,
  logId: KeyId,
  kindVersion: z.object({ kind: z.string().max(32), version: z.string().max(32) }),
  integratedTime: Digits.optional(),
  inclusionPromise: z.object({ signedEntryTimestamp: Base64(1_024) }).nullish(),
  inclusionProof: z
    .object({
      logIndex: Digits,
      rootHash: Base64(128),
      treeSize: Digits,
      // A proof has one hash for each doubling of the log.
      hashes: z.array(Base64(128)).max(64),
      checkpoint: z.object({ envelope: Checkpoint }),
    })
    .nullish(),
  canonicalizedBody: Base64(MAX_LOG_ENTRY_CHARACTERS),
});
export type LogEntryShape = z.infer<typeof LogEntryShape>;

/** RFC 3161, in logs that promise no time of their own. */
export const TimestampShape = Base64(32 * 1024);

export const BundleShape = z.object({
  mediaType: z.string().max(128),
  verificationMaterial: z.object({
    certificate: Raw.nullish(),
    x509CertificateChain: z.object({ certificates: z.array(Raw).min(1).max(8) }).nullish(),
    publicKey: z.object({ hint: z.string().min(1).max(128) }).nullish(),
    tlogEntries: z.array(LogEntryShape).max(4).default([]),
    timestampVerificationData: z
      .object({
        rfc3161Timestamps: z
          .array(z.object({ signedTimestamp: TimestampShape }))
          .max(4)
          .default([]),
      })
      .nullish(),
  }),
  dsseEnvelope: z.object({
    payload: Base64(MAX_STATEMENT_CHARACTERS),
    payloadType: z.literal('application/vnd.in-toto+json'),
    // The format allows more; sigstore has one signer a bundle, and the second would be looked at by nobody.
    signatures: z.array(z.object({ sig: Base64(2_048), keyid: z.string().max(256).optional() })).length(1),
  }),
});
export type BundleShape = z.infer<typeof BundleShape>;
