import { asStoreError } from './store-error';

const withCode = (code: string) => Object.assign(new Error('from the driver'), { code });

describe('apps/audit/adapters/postgres/store-error', () => {
  it.each([
    ['nobody at the address', withCode('ECONNREFUSED'), 'store-unavailable', /stream/],
    ['a full disk', withCode('53100'), 'store-unavailable', /stream/],
    ['a cancelled query', withCode('57014'), 'timeout', /less/],
  ])('%s: %s', (_, cause, code, hint) => {
    expect(asStoreError(cause)).toMatchObject({
      name: 'DomainError',
      code,
      hint: expect.stringMatching(hint),
    });
  });
});
