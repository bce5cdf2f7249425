import { DomainError } from '@sallyport/domain';

/**
 * Classes of SQLSTATE (PostgreSQL, appendix A) that say "not now" and nothing about our statement: connection,
 * resources, operator's intervention, system; and a lock, a statement or a transaction that took too long.
 */
const UNAVAILABLE_CLASSES = ['08', '53', '57', '58'];
const UNAVAILABLE_STATES = ['55P03', '57014', '25P03', '40001', '40P01', '3D000', '28P01'];
const NETWORK_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
/** node-postgres and TypeORM give these no code. */
const CONNECTION_MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|not queryable|driver not connected|connection is not established|connection ended|client was closed/i;

/** Runs store work; a database that does not answer becomes `store-unavailable`, everything else stays as it is. */
export async function whileAvailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (DomainError.is(cause) || !isUnavailable(cause)) throw cause;
    throw new DomainError('store-unavailable', 'The database does not answer', {
      hint: 'Is PostgreSQL up, and DATABASE_URL right? `npm run status` tells. Nothing was acknowledged; repeat the call.',
      cause,
    });
  }
}

/** Looks at the fields alone: errors of sockets may come from another realm, where `instanceof` says no. */
function isUnavailable(cause: unknown): boolean {
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
  const state = typeof code === 'string' ? code : '';
  return (
    UNAVAILABLE_CLASSES.includes(state.slice(0, 2)) ||
    UNAVAILABLE_STATES.includes(state) ||
    NETWORK_CODES.includes(state) ||
    (typeof message === 'string' && CONNECTION_MESSAGES.test(message))
  );
}
