import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeDetonator, type DetonationSubject } from '@sallyport/detonation';
import { detonateArtifact, DomainError, type DetonationRequest, type Digest } from '@sallyport/domain';
import { DetonateArtifact } from './detonate-artifact';
import { Artifacts } from './ports/artifacts';

/** Files of a folder, by digest. */
class GivenFiles extends Artifacts {
  readonly folder = mkdtempSync(join(tmpdir(), 'sallyport-given-'));

  keep(text: string): Digest {
    const hex = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(this.folder, hex), text);
    return `sha256:${hex}`;
  }

  async locate(digest: Digest): Promise<string> {
    if (digest.endsWith('0'.repeat(64))) throw new DomainError('artifact-missing', 'not here');
    return join(this.folder, digest.slice('sha256:'.length));
  }
}

describe('application/detonate-artifact', () => {
  const files = new GivenFiles();
  afterAll(() => rmSync(files.folder, { recursive: true, force: true }));

  const request = (parts: Partial<DetonationRequest> = {}): DetonationRequest => ({
    ...{ ecosystem: 'npm', name: 'sample', version: '1.0.0', kind: 'tarball' },
    ...{ digest: files.keep('bytes'), path: 'node_modules/sample', dependencies: [] },
    ...parts,
  });

  it('runs the bytes of the digest beside what they require, and says by which detonator', async () => {
    const detonator = new FakeDetonator();
    const other = files.keep('other');

    const reply = await new DetonateArtifact(detonator, files, 1).detonate(
      request({ dependencies: [{ digest: other, kind: 'tarball', path: 'node_modules/other' }] }),
    );

    expect(detonateArtifact.reply.parse(reply)).toMatchObject({
      detonator: 'fake',
      trace: { name: 'sample', digest: request().digest },
    });
    expect(detonator.subjects).toMatchObject([
      {
        file: await files.locate(request().digest),
        dependencies: [{ file: await files.locate(other), path: 'node_modules/other' }],
      },
    ]);
  });

  it('runs nothing where a file is not there', async () => {
    const detonator = new FakeDetonator();
    const use = new DetonateArtifact(detonator, files, 1);
    const missing: Digest = `sha256:${'0'.repeat(64)}`;
    const beside = { digest: missing, kind: 'tarball' as const, path: 'node_modules/other' };

    await expect(use.detonate(request({ digest: missing }))).rejects.toMatchObject({
      code: 'artifact-missing',
    });
    await expect(use.detonate(request({ dependencies: [beside] }))).rejects.toMatchObject({
      code: 'artifact-missing',
    });
    expect(detonator.subjects).toEqual([]);
  });

  it('runs no more at once than it may, all of them in the end, and goes on after a failure', async () => {
    let [now, most] = [0, 0];
    class Slow extends FakeDetonator {
      override async detonate(subject: DetonationSubject) {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setImmediate(resolve));
        now--;
        if (subject.name === 'broken') throw new DomainError('scan-failed', 'no');
        return super.detonate(subject);
      }
    }
    const use = new DetonateArtifact(new Slow(), files, 2);

    const ends = await Promise.allSettled(
      ['a', 'broken', 'b', 'c', 'd'].map((name) => use.detonate(request({ name }))),
    );

    expect(ends.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
    ]);
    expect(most).toBe(2);
  });
});
