import type { ProvenanceFault } from '@sallyport/domain';
import { Refusal } from '../refusal';

/** Codes of @sigstore/verify, by what they mean to us. */
const FAULT_OF_CODE: Readonly<Record<string, ProvenanceFault>> = {
  // Too few times that somebody vouches for: the log's promise is one.
  TIMESTAMP_ERROR: 'no-transparency-entry',
  TLOG_ERROR: 'no-transparency-entry',
  TLOG_MISSING_INCLUSION_ERROR: 'no-transparency-entry',
  TLOG_INCLUSION_PROMISE_ERROR: 'no-transparency-entry',
  TLOG_INCLUSION_PROOF_ERROR: 'no-transparency-entry',
  TLOG_BODY_ERROR: 'no-transparency-entry',
  CERTIFICATE_ERROR: 'untrusted-root',
  PUBLIC_KEY_ERROR: 'untrusted-root',
  SIGNATURE_ERROR: 'bad-signature',
};

/** @param isSigned whether the statement has the signature that the bundle says; asked only where it matters */
export function refusalFor(cause: unknown, isSigned: () => boolean): Refusal {
  if (cause instanceof Refusal) return cause;
  const { code = '', message = 'no reason given' } = cause as { code?: string; message?: string };
  const fault = FAULT_OF_CODE[code];
  if (fault === undefined) return new Refusal('malformed', message, cause);
  // The library compares with the log before it looks at the signature, so a changed statement looks like another entry.
  if (code === 'TLOG_BODY_ERROR' && !isSigned()) {
    return new Refusal('bad-signature', 'The signature is not of this statement', cause);
  }
  if (code === 'CERTIFICATE_ERROR' && isExpiry(cause)) {
    return new Refusal(
      'expired-at-signing',
      'The certificate was not valid when the log took the entry',
      cause,
    );
  }
  return new Refusal(fault, message, cause);
}

/** The library has one code for all that can be wrong with a certificate, and says which in words. */
function isExpiry(cause: unknown): boolean {
  const inner = (cause as { cause?: unknown }).cause;
  return [cause, inner].some(
    (error) => error instanceof Error && /not valid or expired at the specified date/.test(error.message),
  );
}
