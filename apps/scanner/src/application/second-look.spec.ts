import {
  DomainError,
  type Digest,
  type FetchedLock,
  type FetchedPackage,
  type LookMode,
  type Verdict,
} from '@sallyport/domain';
import { phaseOf, traceOf } from '@sallyport/domain/testing';
import { GivenDetonations } from '../testing/given-detonations.fake';
import { MemoryDetonationStore } from '../testing/memory-detonation-store.fake';
import { RecordingGovernance } from '../testing/recording-governance.fake';
import { SecondLook } from './second-look';

const NOW = Date.parse('2026-03-01T00:00:00.000Z');
const MINUTE = 60_000;
const digest = (hex: string): Digest => `sha256:${hex.repeat(64)}`;

function locked(name: string, own: Partial<FetchedPackage> = {}): FetchedPackage {
  return {
    ...{ name, version: '1.0.0', path: `node_modules/${name}`, dependencies: [], digest: digest('a') },
    artifact: {
      ...{ kind: 'tarball', filename: `${name}.tgz` },
      ...{ url: `https://r.invalid/${name}.tgz`, integrity: 'sha512-aaaa' },
    },
    ...own,
  };
}

const lockOf = (...packages: FetchedPackage[]): FetchedLock => ({
  ...{ ecosystem: 'npm', target: 'node-20', requirements: [], roots: [], packages },
});

function setUp(mode: LookMode | 'off' = 'enforce', worker = new GivenDetonations()) {
  const governance = new RecordingGovernance();
  governance.mode = mode;
  const detonations = new MemoryDetonationStore();
  let now = NOW;
  const clock = { now: () => new Date(now) };
  const use = new SecondLook({ governance, worker, detonations, clock });
  const take = async (...packages: FetchedPackage[]) =>
    use.take(lockOf(...packages), packages.slice(0, 1)).then((looks) => looks.get(packages[0]?.path ?? ''));
  return { governance, worker, detonations, use, take, pass: (minutes: number) => (now += minutes * MINUTE) };
}

const SENT = { canary: 'NPM_TOKEN', where: 'sent' as const, to: 'drop.invalid', encodings: [] };

describe('application/second-look', () => {
  it('runs nothing where the policy does not ask, and nothing of no risk', async () => {
    const off = setUp('off');
    const on = setUp();

    expect(await off.take(locked('left'))).toBeUndefined();
    expect(await on.use.take(lockOf(locked('left')), [])).toEqual(new Map());
    expect([off.worker.run, on.worker.run]).toEqual([[], []]);
  });

  it.each<[string, Parameters<typeof traceOf>[0], Verdict]>([
    ['nothing', {}, 'clean'],
    ['a name', { names: ['host.invalid'] }, 'warning'],
    ['a credential that is sent', { canaries: [SENT] }, 'malicious'],
    ['an entry that fails', { exitCode: 1 }, 'unknown'],
  ])('says what was seen: %s', async (_, seen, verdict) => {
    const { take, worker } = setUp();
    worker.answer = () => ({ environments: traceOf(seen).environments });

    const taken = await take(locked('left'));

    expect(taken?.look).toMatchObject({ mode: 'enforce', verdict, why: null, detonator: 'd1' });
    expect(taken?.findings.every(({ kind }) => kind === 'detonation')).toBe(true);
  });

  it.each<[string, (world: ReturnType<typeof setUp>) => void, string]>([
    [
      'nobody runs artifacts',
      ({ worker }) => (worker.detonator = new DomainError('nobody-listens', 'nobody is there')),
      'nobody is there',
    ],
    [
      'it could not be run',
      ({ worker }) => (worker.answer = () => new DomainError('scan-failed', 'no strace')),
      'no strace',
    ],
    [
      'it took too long',
      ({ worker }) => (worker.answer = () => new DomainError('timeout', 'too slow')),
      'too slow',
    ],
    [
      'another artifact was run',
      ({ worker }) => (worker.answer = () => ({ digest: digest('f') })),
      'Another artifact',
    ],
  ])('says that there was none where %s', async (_, arrange, why) => {
    const world = setUp();
    arrange(world);

    const taken = await world.take(locked('left'));

    expect(taken?.look).toMatchObject({ verdict: null, why: expect.stringContaining(why), behaviour: null });
    expect(taken?.findings).toMatchObject([{ rule: 'detonation-missing', severity: 'high' }]);
    expect(world.detonations.all.size).toBe(0);
  });

  it('runs the same once, and again where anything of it is another', async () => {
    const { take, worker } = setUp();
    const other = locked('other', { digest: digest('b') });
    const left = locked('left', { dependencies: [other.path] });

    await take(left, other);
    await take(left, other, locked('unrelated', { digest: digest('c') }));
    const once = worker.run.length;
    await take(left, { ...other, digest: digest('d') });
    await take({ ...left, path: 'node_modules/x/node_modules/left' }, other);
    worker.detonator = 'd2';
    await take(left, other);

    expect(once).toBe(1);
    expect(worker.run).toHaveLength(4);
    expect(worker.run[0]).toMatchObject({
      name: 'left',
      dependencies: [{ digest: digest('b'), kind: 'tarball', path: 'node_modules/other' }],
    });
  });

  it('runs again what was not wholly seen', async () => {
    const { take, worker } = setUp();
    worker.answer = () => ({ environments: traceOf({ ending: 'timeout', exitCode: null }).environments });
    await take(locked('left'));
    worker.answer = () => ({});

    const taken = await take(locked('left'));

    expect(taken?.look.verdict).toBe('clean');
  });

  it('keeps a look that was had while the worker is away', async () => {
    const { take, worker } = setUp();
    await take(locked('left'));
    worker.detonator = new DomainError('nobody-listens', 'gone');

    expect((await take(locked('left')))?.look.verdict).toBe('clean');
    expect((await take(locked('left', { digest: digest('b') })))?.look.verdict).toBeNull();
  });

  it('leaves to the next scan what it had no time to begin', async () => {
    const { use, worker, pass } = setUp();
    const packages = ['a', 'b', 'c', 'd'].map((name) => locked(name, { digest: digest(name) }));
    worker.answer = () => (pass(3), {});

    const first = await use.take(lockOf(...packages), packages);
    const second = await use.take(lockOf(...packages), packages);

    expect([...first.values()].filter(({ look }) => look.verdict === null).length).toBeGreaterThan(0);
    expect([...second.values()].map(({ look }) => look.verdict)).toEqual([
      'clean',
      'clean',
      'clean',
      'clean',
    ]);
    expect(worker.run).toHaveLength(4);
  });

  it('fails where the policy cannot be asked for: it might want a look', async () => {
    const { take, governance } = setUp();
    governance.failure = new DomainError('nobody-listens', 'no governance');

    await expect(take(locked('left'))).rejects.toMatchObject({ code: 'nobody-listens' });
  });

  it('follows what is required in circles, and what the lock does not hold', async () => {
    const { take, worker } = setUp();
    const left = locked('left', { dependencies: ['node_modules/right', 'node_modules/gone'] });
    const right = locked('right', { digest: digest('b'), dependencies: ['node_modules/left'] });

    await take(left, right);

    expect(worker.run[0]?.dependencies.map(({ path }) => path)).toEqual(['node_modules/right']);
  });

  it('knows of artifacts of before what was seen last, and runs nothing for it', async () => {
    const { take, use, worker } = setUp();
    worker.answer = () => ({
      environments: traceOf().environments.map((each) => ({
        ...each,
        phases: [phaseOf({ canaries: [SENT] })],
      })),
    });
    await take(locked('left'));

    const known = await use.known([digest('a'), digest('b')]);

    expect([known.get(digest('a'))?.look.verdict, known.get(digest('b'))?.look.verdict]).toEqual([
      'malicious',
      null,
    ]);
    expect(worker.run).toHaveLength(1);
  });
});
