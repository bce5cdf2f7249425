import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DETONATION_ENVIRONMENTS, DetonationTrace, judgeTrace, type Digest } from '@sallyport/domain';
import type { Detonator, DetonationSubject } from './detonator';

export interface DetonatorUnderTest {
  detonator: Detonator;
  /** An npm tarball that does nothing. */
  tarball: Buffer;
}

/** What every detonator does, the fake included. Called inside a spec; `make` is called once, before the tests. */
export function detonatorContract(make: () => Promise<DetonatorUnderTest>): void {
  let under: DetonatorUnderTest;
  let folder: string;
  let subject: DetonationSubject;

  beforeAll(async () => {
    under = await make();
    folder = mkdtempSync(join(tmpdir(), 'sallyport-contract-'));
    const file = join(folder, 'sample.tgz');
    writeFileSync(file, under.tarball);
    const digest: Digest = `sha256:${createHash('sha256').update(under.tarball).digest('hex')}`;
    subject = {
      ...{ ecosystem: 'npm', name: 'sample', version: '1.0.0' },
      ...{ digest, kind: 'tarball', file, path: 'node_modules/sample', dependencies: [] },
    };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('tells of the artifact it was asked for, on both machines', async () => {
    const trace = await under.detonator.detonate(subject);

    const { ecosystem, name, version, digest } = subject;
    expect(DetonationTrace.parse(trace)).toMatchObject({ ecosystem, name, version, digest });
    expect(trace.environments.map(({ environment }) => environment)).toEqual(DETONATION_ENVIRONMENTS);
    expect(judgeTrace(trace)).toEqual({ verdict: 'clean', findings: [] });
  });

  it('refuses bytes that are not the ones named', async () => {
    const other: Digest = `sha256:${'0'.repeat(64)}`;

    await expect(under.detonator.detonate({ ...subject, digest: other })).rejects.toMatchObject({
      code: 'digest-mismatch',
    });
  });
}
