import { DomainError } from '@sallyport/domain';

export interface Words {
  readonly message: string;
  readonly hint: string;
}

export interface StoreWords {
  readonly unavailable: Words;
  /** For a cancelled statement (`timeout`); without it, that is `store-unavailable` as well. */
  readonly tooLong?: Words;
}

export interface StoreErrors {
  /** A `DomainError` where the database is absent or too slow; every other failure is a fault of ours and stays as it is. */
  asStoreError(cause: unknown): unknown;
  /** @throws DomainError `store-unavailable`, `timeout`, and whatever else the work throws */
  whileAvailable<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Classes of SQLSTATE (PostgreSQL, appendix A) that say "not now" and nothing about our statement: connection,
 * resources, operator's intervention, system; and a lock, a statement or a transaction that took too long.
 */
const UNAVAILABLE_CLASSES = ['08', '53', '57', '58'];
const UNAVAILABLE_STATES = ['55P03', '57014', '25P03', '40001', '40P01', '3D000', '28P01'];
const QUERY_CANCELED = '57014';
/** Of the operating system and of its resolver; Node.js' own codes (`ERR_…`) tell of faults of ours. */
const SYSTEM_CODE = /^(E[A-Z]+|EAI_[A-Z]+)$/;
/** node-postgres and TypeORM give these no code; a query runner is released where its connection is lost. */
const DRIVER_SILENCE =
  /connection terminated|timeout exceeded when trying to connect|timeout expired|query read timeout|client has encountered a connection error|not queryable|driver not connected|connection is not (yet )?established|connection ended|client was closed|ssl connection|query runner already released/i;

const DOES_NOT_ANSWER: Words = {
  message: 'The database does not answer',
  hint: 'Is PostgreSQL up, and DATABASE_URL right? `npm run status` tells. Nothing was acknowledged; repeat the call.',
};

/** How a service's store tells that the database is not there, in the service's words. */
export function storeErrors({ unavailable, tooLong }: StoreWords): StoreErrors {
  const asStoreError = (cause: unknown): unknown => {
    if (DomainError.is(cause)) return cause;
    const { code, message } = fieldsOf(cause);
    if (tooLong && code === QUERY_CANCELED) {
      return new DomainError('timeout', tooLong.message, { hint: tooLong.hint, cause });
    }
    if (!isUnavailable(code, message)) return cause;
    return new DomainError('store-unavailable', unavailable.message, { hint: unavailable.hint, cause });
  };
  return {
    asStoreError,
    whileAvailable: async (work) => {
      try {
        return await work();
      } catch (cause) {
        throw asStoreError(cause);
      }
    },
  };
}

/** For a service whose callers repeat the call. */
export const { whileAvailable } = storeErrors({ unavailable: DOES_NOT_ANSWER });

/** Looks at the fields alone: errors of sockets may come from another realm, where `instanceof` says no. */
function fieldsOf(cause: unknown): { code: string; message: string } {
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
  };
}

function isUnavailable(code: string, message: string): boolean {
  return (
    UNAVAILABLE_CLASSES.includes(code.slice(0, 2)) ||
    UNAVAILABLE_STATES.includes(code) ||
    SYSTEM_CODE.test(code) ||
    DRIVER_SILENCE.test(message)
  );
}
