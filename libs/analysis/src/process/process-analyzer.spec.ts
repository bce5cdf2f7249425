import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnalysisTask } from '../artifact-analyzer';
import { npmPackage, wheel } from '../testing/archives';
import { ProcessAnalyzer } from './process-analyzer';

const CHILD = {
  file: join(__dirname, 'analyze.child.ts'),
  execArgv: ['--require', join(__dirname, '../testing/require-typescript.cjs')],
};

let folder: string;
let analyzer: ProcessAnalyzer;

function start(options: Partial<ConstructorParameters<typeof ProcessAnalyzer>[0]> = {}): ProcessAnalyzer {
  analyzer = new ProcessAnalyzer({ processes: 1, timeoutMs: 60_000, child: CHILD, ...options });
  return analyzer;
}

async function task(ecosystem: 'npm' | 'pypi', bytes: Buffer): Promise<AnalysisTask> {
  const hex = createHash('sha256').update(bytes).digest('hex');
  const path = join(folder, hex);
  await writeFile(path, bytes);
  return { ecosystem, digest: `sha256:${hex}`, path };
}

const deep = (levels: number) =>
  npmPackage({ scripts: { install: 'node x.js' } }, { 'x.js': '['.repeat(levels) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scanner-'));
});

afterEach(async () => {
  analyzer.close();
  await rm(folder, { recursive: true, force: true });
});

describe('process/process-analyzer', () => {
  it('looks at artifacts of both ecosystems, more of them than it has processes', async () => {
    const tasks = [
      await task('npm', await npmPackage({ name: 'a' })),
      await task('npm', await npmPackage({ name: 'b', scripts: { install: 'node-gyp rebuild' } })),
      await task('pypi', wheel({ 'sample/__init__.py': 'x = 1' })),
    ];
    start();

    const analyses = await Promise.all(tasks.map((each) => analyzer.analyze(each)));

    expect(analyses.map(({ verdict, identity }) => [verdict, identity?.name])).toEqual([
      ['clean', 'a'],
      ['warning', 'b'],
      ['clean', 'sample'],
    ]);
  });

  it('outlives an artifact that crashes the native parser, and leaves that one unjudged', async () => {
    const [crashing, good] = [
      await task('npm', await deep(400_000)),
      await task('npm', await npmPackage({ name: 'good' })),
    ];
    start();

    const results = await Promise.allSettled([analyzer.analyze(crashing), analyzer.analyze(good)]);

    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'scan-failed', message: expect.stringContaining('ended (') } },
      { status: 'fulfilled', value: { verdict: 'clean', identity: { name: 'good' } } },
    ]);
  });

  it('looks at what does not say of which ecosystem it is, and at folders', async () => {
    const { digest, path } = await task('npm', wheel({ 'sample/__init__.py': 'x = 1' }));
    await mkdir(join(folder, 'own'));
    await writeFile(join(folder, 'own', 'a.js'), 'module.exports = 1;');
    start();

    const untold = await analyzer.analyzeUntold({ digest, path });
    const own = await analyzer.analyzeUntold({ folder: join(folder, 'own'), part: { kind: 'own' } });

    expect([untold.ecosystem, untold.verdict]).toEqual(['pypi', 'clean']);
    expect([own.ecosystem, own.verdict, own.files]).toEqual([null, 'clean', 1]);
  });

  it('leaves a folder unjudged whose code crashes the native parser', async () => {
    await mkdir(join(folder, 'own'));
    await writeFile(join(folder, 'own', 'a.js'), `eval(${'['.repeat(400_000)}`);

    await expect(
      start().analyzeUntold({ folder: join(folder, 'own'), part: { kind: 'own' } }),
    ).rejects.toMatchObject({ code: 'scan-failed', message: expect.stringContaining('ended (') });
  });

  it('ends one that takes too long, and goes on with the next', async () => {
    // Starting the child takes longer than this, so that the time is over whatever it looks at.
    start({ timeoutMs: 1 });
    const late = await task('npm', await npmPackage({}));

    await expect(analyzer.analyze(late)).rejects.toMatchObject({
      code: 'scan-failed',
      message: expect.stringContaining('longer than 1 ms'),
    });
    await expect(analyzer.analyze(late)).rejects.toMatchObject({ code: 'scan-failed' });
  });

  it('concludes nothing from bytes that are not the ones of the digest', async () => {
    const honest = await task('npm', await npmPackage({}));
    await writeFile(honest.path, await npmPackage({ name: 'swapped' }));

    await expect(start().analyze(honest)).rejects.toMatchObject({
      code: 'scan-failed',
      message: expect.stringContaining('other bytes'),
    });
  });

  it('concludes nothing from a file that is not there', async () => {
    const absent = { ...(await task('npm', await npmPackage({}))), path: join(folder, 'absent') };

    await expect(start().analyze(absent)).rejects.toMatchObject({ code: 'scan-failed' });
  });

  it('gives the child no environment', async () => {
    process.env.SCANNER_TEST_SECRET = 'x';
    const file = join(folder, 'child.cjs');
    await writeFile(
      file,
      "process.on('message', () => process.send({ failed: 'variables: ' + Object.keys(process.env).join() }))",
    );
    const asked = start({ child: { file } }).analyze(await task('npm', await npmPackage({})));

    await expect(asked).rejects.toMatchObject({
      message: expect.not.stringContaining('SCANNER_TEST_SECRET'),
    });
  });

  it('refuses to read a result that is none', async () => {
    const file = join(folder, 'child.cjs');
    await writeFile(file, "process.on('message', () => process.send({ analysis: { verdict: 'fine' } }))");

    await expect(
      start({ child: { file } }).analyze(await task('npm', await npmPackage({}))),
    ).rejects.toMatchObject({
      code: 'scan-failed',
    });
  });

  it('takes nothing more once it is closed', async () => {
    const good = await task('npm', await npmPackage({}));
    start().close();

    await expect(analyzer.analyze(good)).rejects.toMatchObject({ code: 'scan-failed' });
  });
});
