import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { AnalysisTask, UntoldTask } from '../artifact-analyzer';
import { chunksOf, fileSource, type ArchiveSource } from '../archive/archive-source';
import { hasPythonFailed } from '../ast/python/grammar';
import { analyzeArtifact, analyzeFolder, analyzeUntold } from './analyze-artifact';
import type { ChildAnswer } from './process-analyzer';

/** More than any artifact the installers fetch. It is read piece by piece. */
const MAX_ARTIFACT_BYTES = 2 * 1024 * 1024 * 1024;

/** Exit status (EX_SOFTWARE of sysexits.h). */
const PARSER_FAILED = 70;

/**
 * Looks at one artifact after the other for the process that started it. Hostile bytes can crash a native parser,
 * so this is a process of its own; it has no environment and so no secrets.
 */
async function answer(task: AnalysisTask | UntoldTask): Promise<ChildAnswer> {
  try {
    if ('folder' in task) return { analysis: await analyzeFolder(task.folder, task.part, task.ecosystem) };
    const { digest, path } = task;
    const handle = await open(path);
    try {
      const { size } = await handle.stat();
      if (size > MAX_ARTIFACT_BYTES) return { failed: `the artifact has ${size} bytes` };
      const source = fileSource(handle, size);
      const actual = await digestOf(source);
      if (actual !== digest) return { failed: `it holds other bytes than its digest says (${actual})` };
      return {
        analysis:
          'ecosystem' in task ? await analyzeArtifact(task.ecosystem, source) : await analyzeUntold(source),
      };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    return { failed: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function digestOf(source: ArchiveSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(source)) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

process.on('message', (task: AnalysisTask | UntoldTask) => {
  void answer(task).then((reply) => {
    // As where a native parser ends the process: of this artifact nothing is known, and the next one has a process of its own.
    if (hasPythonFailed()) process.exit(PARSER_FAILED);
    process.send?.(reply);
  });
});
process.on('disconnect', () => process.exit(0));
