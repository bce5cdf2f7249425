import { DomainError } from '@sallyport/domain';

/**
 * Every failure leaves as a DomainError, so that a caller has one thing to handle and
 * cannot mistake a broken call for an answer.
 */
export async function failClosed<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (DomainError.is(cause)) throw cause;
    throw new DomainError('internal', 'The call failed in an unexpected way; nothing was allowed by it', {
      cause,
    });
  }
}
