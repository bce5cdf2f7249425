import { DomainError, type ErrorCode } from '@sallyport/domain';
import { npmFailure } from './explain-failure';

const fault = (code: string, more: object = {}) =>
  Object.assign(new Error(`it says ${code}`), { code, ...more });

describe('installer-npm/arborist/explain-failure', () => {
  it.each<[string, ErrorCode]>([
    ['E404', 'package-not-found'],
    ['ETARGET', 'version-not-found'],
    ['ENOVERSIONS', 'version-not-found'],
    ['ERESOLVE', 'version-conflict'],
    ['EBADPLATFORM', 'no-installable-artifact'],
    ['EALLOWGIT', 'unsupported-source'],
    ['EALLOWREMOTE', 'unsupported-source'],
    ['EALLOWFILE', 'unsupported-source'],
    ['EALLOWDIRECTORY', 'unsupported-source'],
    ['EUNSUPPORTEDPROTOCOL', 'unsupported-source'],
    ['ECONNREFUSED', 'registry-unreachable'],
    ['ENOTFOUND', 'registry-unreachable'],
    ['ETIMEDOUT', 'registry-unreachable'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'registry-unreachable'],
    ['E401', 'registry-unreachable'],
    ['E503', 'registry-unreachable'],
    ['ENOSPC', 'disk-full'],
    ['ESURPRISE', 'internal'],
  ])('reads %s as %s', (code, expected) => {
    expect(npmFailure(fault(code)).code).toBe(expected);
  });

  it.each<[unknown, object | undefined]>([
    ['lodahs@^4', { name: 'lodahs' }],
    ['lodahs', { name: 'lodahs' }],
    ['@scope/lodahs@1.0.0', { name: '@scope/lodahs' }],
    ['@scope/lodahs', { name: '@scope/lodahs' }],
    [undefined, undefined],
  ])('says that the name of %j does not exist', (pkgid, details) => {
    expect(npmFailure(fault('E404', { pkgid })).details).toEqual(details);
  });

  it('explains a conflict by who wants what', () => {
    const edge = {
      name: 'react',
      spec: '17.0.2',
      type: 'peer',
      from: { name: 'react-dom', version: '17.0.2' },
    };
    const current = { name: 'react', version: '18.3.1' };
    const currentEdge = {
      name: 'react',
      spec: '18',
      type: 'prod',
      from: { name: 'sallyport-npm-x', location: '' },
    };

    expect(npmFailure(fault('ERESOLVE', { edge, current, currentEdge })).message).toBe(
      'No set of versions meets all requirements: react-dom@17.0.2 needs react@17.0.2 as a peer; found react@18.3.1, which the request needs as react@18',
    );
  });

  it('passes our own errors', () => {
    const ours = new DomainError('unsupported-source', 'no');

    expect(npmFailure(ours)).toBe(ours);
  });

  it.each([[new Error('token=hunter2')], ['hunter2'], [null], [undefined]])(
    'does not tell the text of %p',
    (cause) => {
      const failure = npmFailure(cause);

      expect([failure.code, JSON.stringify(failure.toBody()).includes('hunter2')]).toEqual([
        'internal',
        false,
      ]);
    },
  );

  it('lets no credentials out', () => {
    const failure = npmFailure(
      Object.assign(new Error('404 GET https://me:hunter2@fake.invalid/x'), { code: 'E404' }),
    );

    expect(failure.message).toBe('404 GET https://***@fake.invalid/x');
  });
});
