import { verifyDecision } from '@sallyport/decision-signature';
import { DomainError, type Digest, type ErrorCode, type RefusedPackage } from '@sallyport/domain';
import { InstallerWorld } from '../testing/installer-world.fake';

let world: InstallerWorld;
beforeEach(() => (world = new InstallerWorld()));
afterEach(() => world.dispose());

const INSTALLED = 'events.installer.install-completed';
const FAILED = 'events.installer.install-failed';

describe('installer/application/run-install-job: the good way', () => {
  it('resolves, fetches, scans, checks, builds and records', async () => {
    const jobId = await world.install(['app']);

    const job = await world.installer.job.run({ jobId });
    expect(job).toMatchObject({ state: 'done', step: null, attempts: 1, error: null });
    expect(job.installation).toMatchObject({
      ...{ skillId: 'skill', ecosystem: 'npm', agentId: 'agent', requirements: ['app'] },
      ...{ image: 'tag-of-skill', packages: 3, reused: false, verdict: 'unknown', warnings: [], revision: 7 },
    });
    expect(Object.keys(job.installation?.steps ?? {})).toEqual([
      'resolve',
      'fetch',
      'scan',
      'check',
      'build',
    ]);
    expect(world.installations.records.get('skill')).toEqual(job.installation);
    expect(world.announcements.subjects).toEqual([INSTALLED]);
  });

  it('checks the whole closure once, for the agent that asked', async () => {
    await world.install(['app', 'other']);

    expect(world.governance.questions).toEqual([
      {
        ...{ agentId: 'agent', skillId: 'skill', minRevision: 0 },
        lockDigest: world.installations.records.get('skill')?.lockDigest,
        roots: ['node_modules/app', 'node_modules/other'],
        packages: expect.arrayContaining([
          {
            ...{ name: 'app', version: '1.0.0', path: 'node_modules/app' },
            digest: world.images.built[0]?.packages[0]?.digest,
            dependencies: ['node_modules/middle'],
          },
        ]),
      },
    ]);
    expect(world.governance.questions[0]?.packages).toHaveLength(4);
  });

  it('asks for an answer no older than the newest it has seen', async () => {
    await world.install(['app']);
    world.governance.revision = 5;
    await world.install(['other'], 'another');

    expect(world.governance.questions.map(({ minRevision }) => minRevision)).toEqual([0, 7]);
  });

  it('scans and builds the very bytes that were fetched', async () => {
    await world.install(['app']);

    expect(world.images.built).toEqual(world.scanner.scanned);
    const digests = world.images.built[0]?.packages.map(({ digest }) => digest) ?? [];
    const texts = await Promise.all(
      digests.map(async (digest) => (await world.artifacts.read(digest, 1_000)).toString()),
    );
    expect(texts.sort()).toEqual(['app', 'leaf', 'middle'].map((name) => `the tarball of ${name}@1.0.0`));
  });

  it('keeps the lock under the digest that names it, and an SBOM', async () => {
    await world.install(['app']);
    const { lockDigest, sbomDigest } = world.installations.records.get('skill') ?? {
      lockDigest: '',
      sbomDigest: '',
    };

    const lock = JSON.parse((await world.artifacts.read(lockDigest, 100_000)).toString());
    const sbom = JSON.parse((await world.artifacts.read(sbomDigest, 100_000)).toString());

    expect(lock).toMatchObject({ roots: ['node_modules/app'], requirements: ['app'] });
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
  });

  it('keeps the signed decision in the record, and in the store where the SBOM names it', async () => {
    await world.install(['app']);
    const { sbomDigest = '', signedDecision = '' } = world.installations.records.get('skill') ?? {};

    const sbom = JSON.parse((await world.artifacts.read(sbomDigest as Digest, 100_000)).toString());
    const [reference] = sbom.metadata.component.externalReferences;
    const decision = await verifyDecision(signedDecision, world.governance.keys);

    const [installed] = [...world.announcements.events.values()];
    expect((await world.artifacts.read(reference.url, 100_000)).toString()).toBe(signedDecision);
    expect(installed?.data).toMatchObject({ decisionDigest: reference.url });
    expect(decision).toMatchObject({ agentId: 'agent', skillId: 'skill', allowed: true, revision: 7 });
    expect(decision.packages).toHaveLength(3);
  });

  it('tells of every step, of each artifact and of the end', async () => {
    await world.install(['app']);

    const told = world.announcements.messages.map(({ state, step, done }) =>
      [step, state, done].join(' ').trim(),
    );
    const around = (step: string, ...inside: string[]) => [`${step} started`, ...inside, `${step} done`];
    expect(told).toEqual([
      ...around('resolve'),
      ...around('fetch', 'fetch progress 1', 'fetch progress 2', 'fetch progress 3'),
      ...['scan', 'check', 'build', 'record'].flatMap((step) => around(step)),
      'finished',
    ]);
  });

  it('carries findings that do not stop it', async () => {
    const finding = {
      rule: 'native',
      kind: 'code' as const,
      severity: 'low' as const,
      message: 'has native code',
    };
    world.scanner.verdicts.set('leaf', { verdict: 'warning', findings: [finding] });

    await world.install(['app']);

    expect(world.installations.records.get('skill')?.warnings).toEqual([
      { ...finding, name: 'leaf', version: '1.0.0' },
    ]);
  });

  it('uses the image of the same lock again, for another skill', async () => {
    await world.install(['app'], 'first');
    await world.install(['app'], 'second');

    expect(world.images.built).toHaveLength(1);
    expect(world.installations.records.get('second')).toMatchObject({ reused: true });
  });

  it('does not fetch what the store has', async () => {
    await world.install(['app'], 'first');
    const before = world.registry.fetched.length;
    await world.install(['app', 'other'], 'second');

    expect(world.registry.fetched.slice(before)).toEqual(['other-2.0.0.tgz']);
  });

  it('removes the image that a skill used before, unless another skill has it', async () => {
    await world.install(['app'], 'first');
    await world.install(['app'], 'second');
    await world.install(['other'], 'second');
    const whileShared = world.images.count;
    await world.install(['other'], 'first');

    expect([whileShared, world.images.count]).toEqual([2, 1]);
  });
});

describe('installer/application/run-install-job: no', () => {
  it('is denied with the path from the root, and builds nothing', async () => {
    world.governance.refused.set('leaf@1.0.0', 'banned');

    const jobId = await world.install(['app']);

    const { state, error } = await world.installer.job.run({ jobId });
    expect([state, error?.code]).toEqual(['failed', 'install-denied']);
    const refused: RefusedPackage[] = (error?.details as { refused: RefusedPackage[] }).refused;
    expect(refused).toEqual([
      {
        ...{ name: 'leaf', version: '1.0.0', reasonCode: 'banned', reason: 'because it is banned' },
        ...{ path: ['app@1.0.0', 'middle@1.0.0', 'leaf@1.0.0'], alternative: null },
        eligibleAt: '2026-01-08T00:00:00.000Z',
        nextStep: { subject: 'governance.package.request', request: {} },
      },
    ]);
    expect(error?.message).toContain('leaf@1.0.0 (banned) by app@1.0.0 > middle@1.0.0 > leaf@1.0.0');
    expect([world.images.built, world.installations.records.size]).toEqual([[], 0]);
    expect(world.announcements.subjects).toEqual([FAILED]);
  });

  it('hands on which way governance says it is, and what it says to take instead', async () => {
    world.governance.refused.set('leaf@1.0.0', 'banned');
    world.governance.alternatives.set('leaf@1.0.0', '1.0.1');
    world.governance.pathOf = (name) => ['root@1', `${name}@1.0.0`];

    const jobId = await world.install(['app']);

    const { error } = await world.installer.job.run({ jobId });
    expect(error?.details).toMatchObject({
      refused: [{ path: ['root@1', 'leaf@1.0.0'], alternative: '1.0.1' }],
    });
    expect(error?.message).toContain('leaf@1.0.0 (banned) by root@1 > leaf@1.0.0, instead: 1.0.1');
  });

  it('tells governance of a name that does not exist, once for each who asks for it', async () => {
    const jobId = await world.install(['app', 'lodahs']);

    expect((await world.installer.job.run({ jobId })).error?.code).toBe('package-not-found');
    expect(world.governance.missing).toEqual([['lodahs', 'agent']]);
  });

  it('tells nothing of a name that only a package depends on', async () => {
    world.registry.add({ name: 'broken', version: '1.0.0', needs: { gone: '1.0.0' } });

    const jobId = await world.install(['broken']);

    expect((await world.installer.job.run({ jobId })).error?.code).toBe('package-not-found');
    expect(world.governance.missing).toEqual([]);
  });

  it('is stopped by malicious content, with the findings, and asks nobody any more', async () => {
    const finding = {
      rule: 'hook',
      kind: 'install-hook' as const,
      severity: 'critical' as const,
      message: 'runs a file',
    };
    world.scanner.verdicts.set('middle', { verdict: 'malicious', findings: [finding] });

    const jobId = await world.install(['app']);

    const { error } = await world.installer.job.run({ jobId });
    expect(error).toMatchObject({
      code: 'install-script-malicious',
      details: { findings: [{ ...finding, name: 'middle', version: '1.0.0' }] },
    });
    expect([world.images.built, world.governance.questions]).toEqual([[], []]);
  });

  it.each<[string, ErrorCode, (world: InstallerWorld) => void]>([
    [
      'an artifact that could not be judged',
      'scan-failed',
      (w) => w.scanner.verdicts.set('leaf', { verdict: 'unknown' }),
    ],
    [
      'a scan that failed',
      'scan-failed',
      (w) => (w.scanner.fault = new DomainError('scan-failed', 'broken')),
    ],
    [
      'an archive that breaks limits',
      'archive-refused',
      (w) => (w.scanner.fault = new DomainError('archive-refused', 'bomb')),
    ],
    ['other bytes than promised', 'digest-mismatch', (w) => w.registry.swapped.set('leaf', 'evil')],
    [
      'an artifact that is too large',
      'artifact-too-large',
      (w) => w.registry.swapped.set('leaf', 'x'.repeat(2_000)),
    ],
    ['a closure that is too large', 'artifact-too-large', (w) => (w.fetchLimits.closureBytes = 60)],
    [
      'a conflict',
      'version-conflict',
      (w) =>
        w.registry.add(
          { name: 'app', version: '2.0.0', needs: { leaf: '1.0.0', middle: '9' } },
          { name: 'middle', version: '9', needs: { leaf: '2' } },
          { name: 'leaf', version: '2' },
        ),
    ],
    ['a build that failed', 'build-failed', (w) => (w.images.fault = new DomainError('build-failed', 'no'))],
    [
      'a full disk while building',
      'disk-full',
      (w) => (w.images.fault = new DomainError('disk-full', 'full')),
    ],
  ])('fails for good with %s: %s', async (_, code, arrange) => {
    arrange(world);

    const jobId = await world.install(['app']);

    expect(await world.installer.job.run({ jobId })).toMatchObject({
      state: 'failed',
      error: { code },
      installation: null,
    });
    expect([world.images.count, world.installations.records.size]).toEqual([0, 0]);
    expect(world.announcements.subjects).toEqual([FAILED]);
    expect(world.announcements.messages.at(-1)).toMatchObject({ state: 'failed' });
  });

  it('says which package the wrong bytes were for', async () => {
    world.registry.swapped.set('leaf', 'evil');

    const jobId = await world.install(['app']);

    expect((await world.installer.job.run({ jobId })).error?.message).toContain('leaf@1.0.0');
  });
});
