import { slip } from '../kind';
import { isWithoutOne } from './one-less';

/** `lodsh`. */
export const omission = slip('omission', 'a character left out', (name, target) =>
  isWithoutOne(target, name),
);
