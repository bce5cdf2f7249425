import { DomainError } from '@sallyport/domain';
import { storeErrors, whileAvailable } from './store-errors';

const failure = (fields: object, message: string) => Object.assign(new Error(message), fields);

const UNAVAILABLE: [object, string][] = [
  [{ code: 'ECONNREFUSED' }, 'connect ECONNREFUSED'],
  [{ code: 'ECONNRESET' }, 'read ECONNRESET'],
  [{ code: 'EAI_AGAIN' }, 'getaddrinfo EAI_AGAIN'],
  [{ code: '57P01' }, 'terminating connection due to administrator command'],
  [{ code: '57P03' }, 'the database system is starting up'],
  [{ code: '53300' }, 'sorry, too many clients already'],
  [{ code: '53100' }, 'could not extend file: no space left on device'],
  [{ code: '55P03' }, 'canceling statement due to lock timeout'],
  [{}, 'Connection terminated unexpectedly'],
  [{}, 'Connection terminated due to connection timeout'],
  [{}, 'timeout exceeded when trying to connect'],
  [{}, 'timeout expired'],
  [{}, 'Query runner already released. Cannot run queries anymore.'],
  [{}, 'Query read timeout'],
  [{}, 'Client has encountered a connection error and is not queryable'],
  [{}, 'There was an error establishing an SSL connection'],
  [{}, 'Cannot execute operation because connection is not yet established.'],
  [{}, 'Driver not Connected'],
];
const CANCELED = failure({ code: '57014' }, 'canceling statement due to statement timeout');
const OURS: [object, string][] = [
  [{ code: '42601' }, 'syntax error'],
  [{ code: '23505' }, 'duplicate key'],
  [{ code: '42501' }, 'permission denied for table event'],
  [{ code: 'ERR_INVALID_ARG_TYPE' }, 'The "string" argument must be of type string'],
  [{}, 'undefined is not a function'],
];

describe('postgres/store-errors', () => {
  const words = {
    unavailable: { message: 'The books are away', hint: 'Wait.' },
    tooLong: { message: 'The books are thick', hint: 'Ask for less.' },
  };
  const own = storeErrors(words);
  const failing = (cause: unknown) => whileAvailable(() => Promise.reject(cause));

  it.each(UNAVAILABLE)('%j %s is store-unavailable, and keeps its cause', async (fields, message) => {
    const cause = failure(fields, message);

    await expect(failing(cause)).rejects.toMatchObject({ code: 'store-unavailable', cause });
    expect(own.asStoreError(cause)).toMatchObject({
      name: 'DomainError',
      code: 'store-unavailable',
      ...words.unavailable,
      cause,
    });
  });

  it.each(OURS)('%j %s is a fault of ours and stays what it is', async (fields, message) => {
    const cause = failure(fields, message);

    await expect(failing(cause)).rejects.toBe(cause);
    expect(own.asStoreError(cause)).toBe(cause);
  });

  it('calls a cancelled statement timeout where the service has words for it', async () => {
    expect(own.asStoreError(CANCELED)).toMatchObject({ code: 'timeout', ...words.tooLong, cause: CANCELED });
    await expect(failing(CANCELED)).rejects.toMatchObject({ code: 'store-unavailable', cause: CANCELED });
  });

  it('reads errors of another realm, and what is no error at all', () => {
    const cause = { code: 'ECONNREFUSED' };

    expect(own.asStoreError(cause)).toMatchObject({ code: 'store-unavailable', cause });
    expect(own.asStoreError(undefined)).toBeUndefined();
    expect(own.asStoreError('no')).toBe('no');
  });

  it('lets a refusal of the domain through', async () => {
    const refusal = new DomainError('transition-refused', 'connection terminated, says the domain');

    await expect(failing(refusal)).rejects.toBe(refusal);
    expect(own.asStoreError(refusal)).toBe(refusal);
  });

  it('hands on what the work answers', async () => {
    await expect(whileAvailable(async () => 7)).resolves.toBe(7);
  });
});
