import { DomainError } from '@sallyport/domain';
import { engineError } from '@sallyport/sandbox';

/** No short answer of the engine takes longer, however busy its disk is. */
const ENGINE_MS = 60_000;

/** Bounds one call to the engine in time, and translates what it throws. */
export async function asked<T>(call: Promise<T>): Promise<T> {
  let clock: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    const error = new DomainError(
      'engine-unavailable',
      `The Docker engine has not answered within ${ENGINE_MS} ms`,
    );
    clock = setTimeout(() => reject(error), ENGINE_MS);
  });
  try {
    return await Promise.race([call, tooSlow]);
  } catch (cause) {
    throw engineError(cause);
  } finally {
    clearTimeout(clock);
  }
}
