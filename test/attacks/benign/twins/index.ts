import { FAMILY_TWINS } from './families';
import { AGENT_NPM_TWINS } from './npm-agents';
import { EARLY_NPM_TWINS } from './npm-early';
import { LATE_NPM_TWINS } from './npm-late';
import { PYTHON_TWINS } from './python';

/** The honest counterparts of the incidents, and siblings where an incident came in many names. */
export const TWINS = [
  ...EARLY_NPM_TWINS,
  ...AGENT_NPM_TWINS,
  ...LATE_NPM_TWINS,
  ...PYTHON_TWINS,
  ...FAMILY_TWINS,
];
