import { NPM_UPDATES } from './npm';
import { PYTHON_UPDATES } from './python';
import { type HonestUpdate } from './update';

export const HONEST_UPDATES: readonly HonestUpdate[] = [...NPM_UPDATES, ...PYTHON_UPDATES];
