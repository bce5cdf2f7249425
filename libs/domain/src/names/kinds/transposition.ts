import { slip } from '../kind';
import { sharedStart } from './one-less';

/** `lodahs`. */
export const transposition = slip('transposition', 'two neighbouring characters swapped', (name, target) => {
  if (name.length !== target.length) return false;
  const at = sharedStart(name, target);
  return (
    at + 1 < name.length &&
    name[at] === target[at + 1] &&
    name[at + 1] === target[at] &&
    name.slice(at + 2) === target.slice(at + 2)
  );
});
