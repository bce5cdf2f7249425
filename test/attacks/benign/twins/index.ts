import { FAMILY_TWINS } from './families';
import { AGENT_FILE_TWINS } from './npm-agent-files';
import { BROWSER_AND_GYP_TWINS } from './npm-browser-and-gyp';
import { BUNDLED_TOOL_TWINS } from './npm-bundled-tools';
import { DAEMON_AND_CLIENT_TWINS } from './npm-daemons-and-clients';
import { ENTRY_AND_HOOK_TWINS } from './npm-entries-and-hooks';
import { FETCHING_HOOK_TWINS } from './npm-hooks-that-fetch';
import { SDIST_TWINS } from './sdists';
import { IMPORT_TWINS } from './wheels-at-import';
import { START_UP_TWINS } from './wheels-at-start-up';

/** The honest counterparts of the incidents, and siblings where an incident came in many names. */
export const TWINS = [
  ...FETCHING_HOOK_TWINS,
  ...BROWSER_AND_GYP_TWINS,
  ...BUNDLED_TOOL_TWINS,
  ...AGENT_FILE_TWINS,
  ...DAEMON_AND_CLIENT_TWINS,
  ...ENTRY_AND_HOOK_TWINS,
  ...IMPORT_TWINS,
  ...START_UP_TWINS,
  ...SDIST_TWINS,
  ...FAMILY_TWINS,
];
