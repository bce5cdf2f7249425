import { DomainError, type ErrorCode } from '@sallyport/domain';

/** Faults that may be gone in a moment: a job that met one is tried again. Everything else stays as it is. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'bus-unavailable',
  'nobody-listens',
  'timeout',
  'engine-unavailable',
  'image-missing',
  'registry-unreachable',
  'stale-revision',
  'signing-unavailable',
  'store-unavailable',
  'audit-unavailable',
  'internal',
]);

export function isPassing(error: DomainError): boolean {
  return PASSING.has(error.code);
}

/** What is not ours is a fault of ours; its text may hold secrets, so it stays in the log. */
export function asDomainError(cause: unknown): DomainError {
  return DomainError.is(cause)
    ? cause
    : new DomainError('internal', 'An unexpected fault stopped the work', { cause });
}
