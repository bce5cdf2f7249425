import { DomainError } from '@sallyport/domain';
import { engineError } from './engine-error';

/** No single answer of the engine may take longer; a busy disk makes a start take seconds, never this. */
export const ENGINE_MS = 60_000;

/** Bounds one call to the engine in time and translates what it throws, but for the status codes in `fine`. */
export async function asked<T>(call: Promise<T>, what: string, timeoutMs?: number): Promise<T>;
export async function asked<T>(
  call: Promise<T>,
  what: string,
  timeoutMs: number,
  fine: number[],
): Promise<T | undefined>;
export async function asked(
  call: Promise<unknown>,
  what: string,
  timeoutMs = ENGINE_MS,
  fine: number[] = [],
): Promise<unknown> {
  let clock: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    clock = setTimeout(() => {
      const message = `The Docker engine has not answered "${what}" within ${timeoutMs / 1_000} s.`;
      reject(new DomainError('engine-unavailable', message));
    }, timeoutMs);
  });
  try {
    return await Promise.race([call, tooSlow]);
  } catch (cause) {
    const { statusCode } = (cause ?? {}) as { statusCode?: number };
    if (statusCode !== undefined && fine.includes(statusCode)) return undefined;
    throw engineError(cause);
  } finally {
    clearTimeout(clock);
  }
}
