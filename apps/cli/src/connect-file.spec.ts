import { DomainError, type Permission, type Role } from '@sallyport/domain';
import { readConnectFile, roleFor } from './connect-file';
import type { Surroundings } from './surroundings';

const MINIMAL = JSON.stringify({
  natsUrl: 'nats://127.0.0.1:4222',
  credentials: { viewer: 'creds/viewer.nk' },
});

function around(files: Record<string, string>, env: Record<string, string> = {}): Surroundings {
  return {
    env,
    cwd: '/a/b/c',
    exists: (path: string) => path in files,
    readText: (path: string) => files[path] as string,
  } as Surroundings;
}

describe('apps/cli/connect-file', () => {
  it.each([
    ['here', { '/a/b/c/.sallyport/connect.json': MINIMAL }, {}, '/a/b/c/.sallyport/creds/viewer.nk'],
    ['above', { '/a/.sallyport/connect.json': MINIMAL }, {}, '/a/.sallyport/creds/viewer.nk'],
    ['at the root', { '/.sallyport/connect.json': MINIMAL }, {}, '/.sallyport/creds/viewer.nk'],
    [
      'the nearest of several',
      { '/a/.sallyport/connect.json': '{}', '/a/b/.sallyport/connect.json': MINIMAL },
      {},
      '/a/b/.sallyport/creds/viewer.nk',
    ],
    [
      'where SALLYPORT_CONNECT says',
      { '/a/.sallyport/connect.json': '{}', '/a/b/c/other.json': MINIMAL },
      { SALLYPORT_CONNECT: 'other.json' },
      '/a/b/c/creds/viewer.nk',
    ],
  ])('finds the stack %s', (_, files, env, seedFile) => {
    expect(readConnectFile(around(files, env)).credentials).toEqual({ viewer: seedFile });
  });

  it.each([
    ['nothing is there', {}, {}, 'bus-unavailable'],
    [
      'SALLYPORT_CONNECT names nothing, though a stack is near',
      { '/a/.sallyport/connect.json': MINIMAL },
      { SALLYPORT_CONNECT: 'x.json' },
      'bus-unavailable',
    ],
    ['it is not JSON', { '/a/.sallyport/connect.json': '{' }, {}, 'invalid-request'],
    ['it has no address', { '/a/.sallyport/connect.json': '{"credentials":{}}' }, {}, 'invalid-request'],
    [
      'it has an unknown role',
      { '/a/.sallyport/connect.json': '{"natsUrl":"nats://x","credentials":{"root":"x"}}' },
      {},
      'invalid-request',
    ],
  ])('says so where %s', (_, files, env, code) => {
    expect(() => readConnectFile(around(files, env))).toThrow(expect.objectContaining({ code }));
  });

  const ALL: Role[] = ['viewer', 'executor', 'reviewer', 'admin'];

  it.each<[Permission, Role[], Role | undefined, Role]>([
    ['view', ALL, undefined, 'viewer'],
    ['check', ALL, undefined, 'viewer'],
    ['execute', ALL, undefined, 'executor'],
    ['review', ALL, undefined, 'reviewer'],
    ['view-audit', ALL, undefined, 'viewer'],
    ['administer', ALL, undefined, 'admin'],
    ['execute', ['viewer', 'admin'], undefined, 'admin'],
    ['check', ALL, 'admin', 'admin'],
  ])('%s with the credentials of %j and --as %s is done as %s', (permission, present, as, role) => {
    expect(roleFor(fileWith(present), permission, as)).toBe(role);
  });

  it.each<[Permission, Role[], Role | undefined]>([
    ['review', ['viewer', 'executor'], undefined],
    ['check', ['viewer'], 'admin'],
    ['internal', ALL, undefined],
  ])('%s with the credentials of %j and --as %s is refused', (permission, present, as) => {
    const choose = () => roleFor(fileWith(present), permission, as);

    expect(choose).toThrow(DomainError);
    expect(choose).toThrow(expect.objectContaining({ code: 'permission-denied' }));
  });

  function fileWith(present: Role[]) {
    return { natsUrl: 'nats://x', credentials: Object.fromEntries(present.map((role) => [role, 'x'])) };
  }
});
