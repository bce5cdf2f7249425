import { INSTALL_STEPS, type InstallProgress, type InstallStep } from '@sallyport/domain';
import { installViewFor } from './install-view';
import { ListrView } from './listr-view';
import { PlainView } from './plain-view';
import { StepBoard } from './step-board';
import type { Surroundings } from '../surroundings';

const told = (step: InstallStep | null, state: InstallProgress['state']): InstallProgress => ({
  jobId: 'j',
  step,
  state,
  message: 'x',
});
const endsOf = (board: StepBoard) =>
  Promise.all(INSTALL_STEPS.map((step) => board.ended(step).catch((error: Error) => error.message)));

describe('apps/cli/progress', () => {
  it('closes every step of an install that ends well, whatever was lost', async () => {
    const board = new StepBoard();

    board.take(told('scan', 'started'));
    board.take(told(null, 'progress'));
    board.end();

    expect(await endsOf(board)).toEqual(INSTALL_STEPS.map(() => 'done'));
  });

  it('fails in the step that was going on and does not reach the later ones', async () => {
    const board = new StepBoard();

    board.take(told('resolve', 'done'));
    board.take(told('fetch', 'started'));
    board.end(new Error('no space'));

    expect(await endsOf(board)).toEqual([
      'done',
      'no space',
      'not-reached',
      'not-reached',
      'not-reached',
      'not-reached',
    ]);
  });

  it('tells of each message of a step', () => {
    const board = new StepBoard();
    const seen: string[] = [];
    board.onProgress((step, { state }) => seen.push(`${step} ${state}`));

    board.take(told('fetch', 'started'));
    board.take(told(null, 'finished'));

    expect(seen).toEqual(['fetch started']);
  });

  it.each([
    ['a terminal', true, false, ListrView],
    ['a pipe', false, false, PlainView],
    ['a terminal with --json', true, true, PlainView],
  ])('%s', (_, isTTY, json, view) => {
    const around = { stdout: { isTTY }, stderr: { isTTY } } as Surroundings;

    expect(installViewFor(around, json)).toBeInstanceOf(view);
  });

  it('writes one line for each message, which cannot forge another', async () => {
    const lines: string[] = [];
    const view = new PlainView({ isTTY: false, write: (text) => lines.push(text) });

    await view.during(async (onProgress) => {
      onProgress({ ...told('fetch', 'progress'), message: 'a\nb', done: 1, total: 3 });
      onProgress({ ...told('build', 'done'), ms: 12.6 });
    });

    expect(lines).toEqual(['fetch progress: 1/3 a\\nb\n', 'build done: x (13 ms)\n']);
  });
});
