import type { InstallProgress } from '@sallyport/domain';
import { foreign } from '../screen/foreign';
import type { Sink } from '../surroundings';
import type { InstallView } from './install-view';

/** One line for each thing that happens. */
export class PlainView implements InstallView {
  constructor(private readonly sink: Sink) {}

  during<T>(work: (onProgress: (progress: InstallProgress) => void) => Promise<T>): Promise<T> {
    return work((progress) => this.sink.write(`${progressLine(progress)}\n`));
  }
}

export function progressLine({ step, state, message, done, total, ms }: InstallProgress): string {
  const count = done === undefined || total === undefined ? '' : ` ${done}/${total}`;
  const took = ms === undefined ? '' : ` (${Math.round(ms)} ms)`;
  return `${step ?? 'install'} ${state}:${count} ${foreign(message)}${took}`;
}
