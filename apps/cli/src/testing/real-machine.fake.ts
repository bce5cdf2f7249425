import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { analyzeArtifact, analyzeFolder, analyzeUntold } from '@sallyport/analysis';
import { DomainError } from '@sallyport/domain';
import { folderPackages } from '../scan/folder-packages';
import type { Ended, Machine } from '../scan/machine';

export interface RealMachine extends Machine {
  /** Programs that were run, with their words. */
  readonly ran: string[][];
  /** Looking at what lies under this name fails. */
  crashesOn: string | undefined;
}

/**
 * The files that are really there, looked at in this process: as the product does it, less the processes. Programs are
 * given by the test.
 */
export function realMachine(
  home: string,
  programs: Machine['run'] = () => Promise.resolve(ABSENT),
): RealMachine {
  const ran: string[][] = [];
  const machine: RealMachine = {
    home,
    ran,
    crashesOn: undefined,
    subjectsIn: folderPackages,
    openAnalyzer: () => ({
      rulesVersion: 'test',
      analyze: async ({ ecosystem, path, digest }) => analyzeArtifact(ecosystem, await bytesOf(path, digest)),
      analyzeUntold: async (task) => {
        if ('folder' in task) return analyzeFolder(task.folder, task.part, task.ecosystem);
        if (machine.crashesOn !== undefined && task.path.endsWith(machine.crashesOn))
          throw new DomainError('scan-failed', 'the process that looked at it ended (SIGSEGV)');
        return analyzeUntold(await bytesOf(task.path, task.digest));
      },
      close: () => undefined,
    }),
    run: (program, words, folder) => {
      ran.push([program, ...words]);
      return programs(program, words, folder);
    },
  };
  return machine;
}

const ABSENT: Ended = { status: null, stdout: '', stderr: 'no such program' };

async function bytesOf(path: string, digest: string): Promise<Buffer> {
  const bytes = await readFile(path);
  if (digest === `sha256:${createHash('sha256').update(bytes).digest('hex')}`) return bytes;
  throw new DomainError('scan-failed', 'it holds other bytes than its digest says');
}
