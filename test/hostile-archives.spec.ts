import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessAnalyzer, type ArtifactAnalysis } from '@sallyport/analysis';
import type { HostileArchive } from './hostile/archive';
import { CONTENTS } from './hostile/archives-content';
import { TAR_TRICKS } from './hostile/archives-tar';
import { TAR_BOMBS } from './hostile/archives-tar-bombs';
import { TAR_ENDS } from './hostile/archives-tar-ends';
import { ZIP_TRICKS } from './hostile/archives-zip';
import { ZIP_BOMBS } from './hostile/archives-zip-bombs';
import { childrenRunning, peakMb, resetPeak } from './hostile/child-usage';

const LIBRARY = join(__dirname, '../libs/analysis/src');
const CHILD = {
  file: join(LIBRARY, 'process/analyze.child.ts'),
  execArgv: ['--require', join(LIBRARY, 'testing/require-typescript.cjs')],
};
const ALL = [...TAR_BOMBS, ...TAR_TRICKS, ...TAR_ENDS, ...ZIP_BOMBS, ...ZIP_TRICKS, ...CONTENTS];
const MAX_PEAK_MB = 512;
/** As the product has it: whatever takes longer is no verdict, and here a failure. */
const TIMEOUT_MS = 120_000;

const told: string[] = [];
let folder: string;
let analyzer: ProcessAnalyzer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  analyzer = new ProcessAnalyzer({ processes: 1, timeoutMs: TIMEOUT_MS, child: CHILD });
});

afterAll(async () => {
  analyzer.close();
  await rm(folder, { recursive: true, force: true });
  process.stdout.write(`${told.join('\n')}\n`);
});

async function analyze({ ecosystem, build }: HostileArchive): Promise<ArtifactAnalysis> {
  const bytes = await build();
  const hex = createHash('sha256').update(bytes).digest('hex');
  const path = join(folder, hex);
  await writeFile(path, bytes);
  try {
    return await analyzer.analyze({ ecosystem, digest: `sha256:${hex}`, path });
  } finally {
    await rm(path);
  }
}

describe('test/hostile-archives', () => {
  it('knows at least fifty kinds, each by its own name', () => {
    expect(new Set(ALL.map(({ ecosystem, what }) => `${ecosystem} ${what}`)).size).toBe(ALL.length);
    expect(ALL.length).toBeGreaterThanOrEqual(50);
  });

  it.each(ALL)(
    '$ecosystem: $what is $verdict by $rule, and its process lives and stays small',
    async (archive) => {
      const [before] = childrenRunning('analyze.child');
      if (before !== undefined) resetPeak(before);
      const started = performance.now();

      const { verdict, findings } = await analyze(archive);

      const seconds = (performance.now() - started) / 1000;
      const children = childrenRunning('analyze.child');
      const peak = Math.max(...children.map((pid) => peakMb(pid) ?? Infinity));
      const row = [
        archive.ecosystem.padEnd(5),
        archive.what.padEnd(56),
        verdict.padEnd(11),
        archive.rule.padEnd(24),
      ];
      told.push(`${row.join('')}${peak.toFixed(0).padStart(5)} MB ${seconds.toFixed(1).padStart(6)} s`);
      expect([verdict, findings.map(({ rule }) => rule)]).toEqual([
        archive.verdict,
        expect.arrayContaining([archive.rule]),
      ]);
      expect(children).toEqual(before === undefined ? [expect.any(Number)] : [before]);
      expect(peak).toBeLessThanOrEqual(MAX_PEAK_MB);
    },
    300_000,
  );
});
