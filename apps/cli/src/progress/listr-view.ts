import { INSTALL_STEPS, type InstallProgress, type InstallStep } from '@sallyport/domain';
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

/** What we use of a task of listr2. */
interface Shown {
  output: unknown;
  skip(message: string): void;
}

type Lines = Map<InstallStep, (text: string) => void>;

/** A live list of the steps on a terminal. */
export class ListrView implements InstallView {
  async during<T>(work: (onProgress: (progress: InstallProgress) => void) => Promise<T>): Promise<T> {
    // Loaded late: only a terminal needs it.
    const { Listr } = await import('listr2');
    const board = new StepBoard();
    const lines: Lines = new Map();
    board.onProgress((step, progress) => lines.get(step)?.(foreign(lineOf(progress))));
    // Side by side: each only waits for the board to close it.
    const list = new Listr(
      INSTALL_STEPS.map((step) => ({
        title: TITLES[step],
        task: (_: unknown, task: Shown) => show(step, task, board, lines),
      })),
      { concurrent: true, exitOnError: false },
    );
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

async function show(step: InstallStep, task: Shown, board: StepBoard, lines: Lines): Promise<void> {
  lines.set(step, (text) => {
    task.output = text;
  });
  const end = await board.ended(step).catch(() => {
    // Why it failed is told once, by whoever asked for the install.
    throw new Error(`${TITLES[step]}: failed`);
  });
  if (end === 'not-reached') task.skip(`${TITLES[step]}: not reached`);
}

function lineOf({ message, done, total }: InstallProgress): string {
  return done === undefined || total === undefined ? message : `${done}/${total} ${message}`;
}
