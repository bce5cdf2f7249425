import { INSTALL_STEPS, type InstallProgress, type InstallStep } from '@sallyport/domain';
import type { DefaultRenderer, ListrTask, SimpleRenderer } from 'listr2';
import { foreign } from '../screen/foreign';
import type { InstallView } from './install-view';
import { StepBoard } from './step-board';

const TITLES: Readonly<Record<InstallStep, string>> = {
  resolve: 'Resolve the closure',
  fetch: 'Fetch artifacts by digest',
  scan: 'Scan them',
  check: 'Ask governance about the whole closure',
  build: 'Build the sealed image',
  record: 'Record the installation',
};

type StepTask = ListrTask<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;

/** A live list of the steps on a terminal. */
export class ListrView implements InstallView {
  async during<T>(work: (onProgress: (progress: InstallProgress) => void) => Promise<T>): Promise<T> {
    // Loaded late: only a terminal needs it.
    const { Listr } = await import('listr2');
    const board = new StepBoard();
    const shown = new Map<InstallStep, (text: string) => void>();
    board.onProgress((step, progress) => shown.get(step)?.(foreign(lineOf(progress))));
    const tasks = INSTALL_STEPS.map((step) => taskOf(step, board, shown));
    const list = new Listr<unknown>(tasks, { concurrent: true, exitOnError: false });
    const drawn = list.run();
    try {
      const result = await work((progress) => board.take(progress));
      board.end();
      return result;
    } catch (cause) {
      board.end(cause as Error);
      throw cause;
    } finally {
      await drawn;
    }
  }
}

/** All run side by side: each only waits for the board to close it. */
function taskOf(
  step: InstallStep,
  board: StepBoard,
  shown: Map<InstallStep, (text: string) => void>,
): StepTask {
  return {
    title: TITLES[step],
    task: async (_, task) => {
      shown.set(step, (text) => {
        task.output = text;
      });
      const end = await board.ended(step);
      if (end === 'skipped') task.skip(`${TITLES[step]}: nothing to do`);
    },
  };
}

function lineOf({ message, done, total }: InstallProgress): string {
  return done === undefined || total === undefined ? message : `${done}/${total} ${message}`;
}
