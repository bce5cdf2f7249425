import type { InstallProgress } from '@sallyport/domain';
import type { Surroundings } from '../surroundings';
import { ListrView } from './listr-view';
import { PlainView } from './plain-view';

/** Shows an install while it runs. Never decides how it ended. */
export interface InstallView {
  during<T>(work: (onProgress: (progress: InstallProgress) => void) => Promise<T>): Promise<T>;
}

/** A live list of steps on a terminal; lines on stderr where stdout is a pipe or belongs to `--json`. */
export function installViewFor({ stdout, stderr }: Surroundings, json: boolean): InstallView {
  return json || !stdout.isTTY ? new PlainView(stderr) : new ListrView();
}
