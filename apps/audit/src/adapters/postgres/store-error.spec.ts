import { DomainError } from '@sallyport/domain';
import { asStoreError } from './store-error';

const withCode = (code: string) => Object.assign(new Error('from the driver'), { code });

describe('apps/audit/adapters/postgres/store-error', () => {
  it.each([
    ['nobody at the address', withCode('ECONNREFUSED'), 'store-unavailable'],
    ['a connection cut', withCode('ECONNRESET'), 'store-unavailable'],
    ['a server shutting down', withCode('57P01'), 'store-unavailable'],
    ['a server starting', withCode('57P03'), 'store-unavailable'],
    ['too many connections', withCode('53300'), 'store-unavailable'],
    ['a full disk', withCode('53100'), 'store-unavailable'],
    ['a driver that gave up', new Error('timeout exceeded when trying to connect'), 'store-unavailable'],
    ['a connection lost in a query', new Error('Connection terminated unexpectedly'), 'store-unavailable'],
    ['a cancelled query', withCode('57014'), 'timeout'],
    ['one of ours', new DomainError('internal', 'x'), 'internal'],
  ])('%s: %s', (_, cause, code) => {
    expect(asStoreError(cause)).toMatchObject({ name: 'DomainError', code });
  });

  it.each([
    ['a broken rule of the table', withCode('23505')],
    ['a refused change', withCode('42501')],
    ['a bug', new TypeError('x is undefined')],
  ])('%s stays what it is', (_, cause) => {
    expect(asStoreError(cause)).toBe(cause);
  });
});
