import { DomainError } from '@sallyport/domain';

/** SQLSTATE classes that say "not now": connection, resources, operator intervention, system fault (PostgreSQL, appendix A). */
const UNAVAILABLE_CLASSES = new Set(['08', '53', '57', '58']);
const QUERY_CANCELED = '57014';
/** The driver's own words where it has no code. */
const DRIVER_SILENCE = /timeout|terminated|not queryable|connection/i;
const SYSTEM_CODE = /^E[A-Z]+$/;

/** What is not the database's absence is a fault of ours and stays as it is. */
export function asStoreError(cause: unknown): unknown {
  if (DomainError.is(cause)) return cause;
  const code = (cause as { code?: unknown } | null)?.code;
  if (code === QUERY_CANCELED) {
    return new DomainError('timeout', 'The database took too long over advisories and reports', {
      hint: 'Try again when the database has less to do.',
      cause,
    });
  }
  if (isUnavailable(code, cause)) {
    return new DomainError('store-unavailable', 'The database of advisories and reports does not answer', {
      hint: '`npm run status` says whether PostgreSQL runs.',
      cause,
    });
  }
  return cause;
}

function isUnavailable(code: unknown, cause: unknown): boolean {
  if (typeof code === 'string') return SYSTEM_CODE.test(code) || UNAVAILABLE_CLASSES.has(code.slice(0, 2));
  return cause instanceof Error && DRIVER_SILENCE.test(cause.message);
}
