import { ArtifactStore } from '@sallyport/artifact-store';
import { appendFile, chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { codeOf } from '../../testing/code-of';
import { buildContext, dockerfile, type BuildPlan } from './build-context';

let folder: string;
let artifacts: ArtifactStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-context-'));
  artifacts = new ArtifactStore(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const PLAN: BuildPlan = {
  builderId: `sha256:${'b'.repeat(64)}`,
  baseId: `sha256:${'a'.repeat(64)}`,
  install: ['python3', 'install.py'],
  files: [],
  buildId: 'build-1',
  buildLabel: 'sallyport.build',
};

async function unpacked(plan: BuildPlan): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const tar = extract();
  buildContext(plan, artifacts)
    .on('error', (cause) => tar.destroy(cause))
    .pipe(tar);
  for await (const entry of tar) files[entry.header.name] = await text(entry);
  return files;
}

describe('installer/adapters/docker/build-context', () => {
  it('packs our text and the artifacts under names of our choice', async () => {
    const { digest } = await artifacts.put(Buffer.from('a wheel'), { maxBytes: 100 });

    const files = await unpacked({
      ...PLAN,
      files: [
        { path: 'requirements.txt', text: 'six==1.0\n' },
        { path: 'wheels/six.whl', digest },
      ],
    });

    expect(files).toEqual({
      Dockerfile: dockerfile(PLAN),
      'build/requirements.txt': 'six==1.0\n',
      'build/wheels/six.whl': 'a wheel',
    });
  });

  it('breaks when an artifact is not what its digest says', async () => {
    const { digest } = await artifacts.put(Buffer.from('a wheel'), { maxBytes: 100 });
    await chmod(artifacts.path(digest), 0o600);
    await appendFile(artifacts.path(digest), ' and more');

    expect(await codeOf(unpacked({ ...PLAN, files: [{ path: 'wheels/six.whl', digest }] }))).toBe(
      'digest-mismatch',
    );
  });

  it('breaks when an artifact is not there', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;

    expect(await codeOf(unpacked({ ...PLAN, files: [{ path: 'x', digest }] }))).toBe('artifact-missing');
  });

  it('builds from content ids, in two stages, as nobody, and gives the result to root', () => {
    const lines = dockerfile(PLAN).split('\n');

    expect(lines.filter((line) => line.startsWith('FROM'))).toEqual([
      `FROM ${PLAN.builderId} AS build`,
      `FROM ${PLAN.baseId}`,
    ]);
    expect(
      lines.slice(
        0,
        lines.findIndex((line) => line.startsWith('RUN')),
      ),
    ).toContain('USER 10001:10001');
    expect(lines).toContain('RUN ["python3","install.py"]');
    expect(lines.slice(lines.indexOf(`FROM ${PLAN.baseId}`))).toEqual([
      `FROM ${PLAN.baseId}`,
      'COPY --from=build --chown=0:0 /build/skill /opt/skill',
      'WORKDIR /opt/skill',
      'USER 10001:10001',
      '',
    ]);
  });
});
