import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { AnalysisTask, UntoldTask } from '../artifact-analyzer';
import { analyzeArtifact, analyzeFolder, analyzeUntold } from './analyze-artifact';
import type { ChildAnswer } from './process-analyzer';

/** More than any artifact the installers fetch; it is held in memory while it is looked at. */
const MAX_ARTIFACT_BYTES = 1024 * 1024 * 1024;

/**
 * Looks at one artifact after the other for the process that started it. Hostile bytes can crash a native parser,
 * so this is a process of its own; it has no environment and so no secrets.
 */
async function answer(task: AnalysisTask | UntoldTask): Promise<ChildAnswer> {
  try {
    if ('folder' in task) return { analysis: await analyzeFolder(task.folder, task.part, task.ecosystem) };
    const { digest, path } = task;
    const { size } = await stat(path);
    if (size > MAX_ARTIFACT_BYTES) return { failed: `the artifact has ${size} bytes` };
    const bytes = await readFile(path);
    const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    if (actual !== digest) return { failed: `it holds other bytes than its digest says (${actual})` };
    return {
      analysis:
        'ecosystem' in task ? await analyzeArtifact(task.ecosystem, bytes) : await analyzeUntold(bytes),
    };
  } catch (cause) {
    return { failed: cause instanceof Error ? cause.message : String(cause) };
  }
}

process.on('message', (task: AnalysisTask | UntoldTask) => {
  void answer(task).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));
