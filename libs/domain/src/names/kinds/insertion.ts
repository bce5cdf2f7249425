import { slip } from '../kind';
import { isWithoutOne, sharedStart } from './one-less';
import { isRepetition } from './repetition';

/** `lodeash`. Separators and digits at the end are the matter of other kinds. */
export const insertion = slip('insertion', 'a character put in', (name, target) => {
  if (!isWithoutOne(name, target) || isRepetition(name, target)) return false;
  return /[a-z]/.test(name[sharedStart(name, target)] ?? '');
});
