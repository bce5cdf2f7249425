import { runsOn } from './platform';

const LINUX = { os: 'linux', cpu: 'x64', libc: 'glibc' };

describe('installer-npm/arborist/platform', () => {
  it.each<[object, boolean]>([
    [{}, true],
    [{ os: [], cpu: [] }, true],
    [{ os: ['linux'] }, true],
    [{ os: 'linux' }, true],
    [{ os: ['darwin'] }, false],
    [{ os: ['darwin', 'linux'] }, true],
    [{ os: ['!win32'] }, true],
    [{ os: ['!linux'] }, false],
    [{ os: ['!linux', 'linux'] }, false],
    [{ os: ['!win32', 'darwin'] }, false],
    [{ os: ['any'] }, true],
    [{ cpu: ['x64'] }, true],
    [{ cpu: ['arm64'] }, false],
    [{ os: ['linux'], cpu: ['arm64'] }, false],
    [{ libc: ['glibc'] }, true],
    [{ libc: ['musl'] }, false],
    [{ libc: 'musl' }, false],
    [{ os: 7, cpu: null, libc: [3] }, true],
  ])('%j runs on Linux with glibc: %s', (manifest, expected) => {
    expect(runsOn(manifest, LINUX)).toBe(expected);
  });
});
