import { DomainError } from '@sallyport/domain';
import type { RestAnswer } from './surroundings';

/** The gateway waits for the bus, whose instant calls end within two seconds. */
const REST_TIMEOUT_MS = 15_000;
/** Nothing that a command asks the gateway for comes near this. */
const MAX_BODY_CHARACTERS = 8 * 1024 * 1024;

/** @throws DomainError `timeout`, `nobody-listens` */
export async function getJson(url: string, bearer: string): Promise<RestAnswer> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${bearer}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(REST_TIMEOUT_MS),
    });
    return { status: response.status, body: parsed((await response.text()).slice(0, MAX_BODY_CHARACTERS)) };
  } catch (cause) {
    const code = (cause as Error).name === 'TimeoutError' ? 'timeout' : 'nobody-listens';
    throw new DomainError(code, `The gateway does not answer at ${url}`, {
      cause,
      hint: '`npm run status` says what runs.',
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
