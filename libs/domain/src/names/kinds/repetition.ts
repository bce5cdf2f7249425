import { slip } from '../kind';
import { isWithoutOne, sharedStart } from './one-less';

/** `lodassh`. */
export const repetition = slip('repetition', 'a character doubled', isRepetition);

export function isRepetition(name: string, target: string): boolean {
  if (!isWithoutOne(name, target)) return false;
  const at = sharedStart(name, target);
  return at > 0 && name[at] === name[at - 1];
}
