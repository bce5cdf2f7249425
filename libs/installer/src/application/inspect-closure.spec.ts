import { lockDigest, type ErrorCode } from '@sallyport/domain';
import { codeOf } from '../testing/code-of';
import { InstallerWorld } from '../testing/installer-world.fake';
import type { InspectRequest } from './inspect-closure';

let world: InstallerWorld;
beforeEach(() => (world = new InstallerWorld()));
afterEach(() => world.dispose());

describe('installer/application/inspect-closure', () => {
  it('resolves, fetches and has every artifact looked at, and builds nothing', async () => {
    const { lock, report, lockDigest: digest } = await world.installer.inspect.run({ requirements: ['app'] });

    expect(report.artifacts.map((artifact) => artifact.digest)).toEqual(
      lock.packages.map((entry) => entry.digest),
    );
    expect([digest, lock.packages.length, world.images.built]).toEqual([lockDigest(lock), 3, []]);
  });

  it('takes a lock as it is', async () => {
    const { lock } = await world.installer.resolve.run({ requirements: ['other@1.0.0'] });

    const inspected = await world.installer.inspect.run({ lock });

    expect(inspected.lock.packages.map(({ version }) => version)).toEqual(['1.0.0']);
  });

  const odd = async (change: object): Promise<InspectRequest> => {
    const { lock } = await world.installer.resolve.run({ requirements: ['app'] });
    return { lock: { ...lock, ...change } };
  };
  it.each<[string, () => Promise<InspectRequest>, ErrorCode]>([
    ['nothing', async () => ({}), 'empty-request'],
    [
      'a lock and requirements',
      async () => ({ ...(await odd({})), requirements: ['app'] }),
      'invalid-request',
    ],
    ['a lock of the other ecosystem', () => odd({ ecosystem: 'pypi' }), 'invalid-request'],
    ['a lock without packages', () => odd({ packages: [] }), 'empty-request'],
    [
      'a lock with an illegal name',
      async () => {
        const { lock } = await odd({});
        return {
          lock: lock && { ...lock, packages: lock.packages.map((entry) => ({ ...entry, name: '../x' })) },
        };
      },
      'invalid-name',
    ],
  ])('refuses %s', async (_, request, code) => {
    expect(await codeOf(world.installer.inspect.run(await request()))).toBe(code);
    expect(world.scanner.scanned).toEqual([]);
  });
});
