import { VERSION_SCRIPT_SDISTS } from './version-scripts';
import { BUILD_COMMAND_SDISTS } from './build-commands';
import { BLOB_SDISTS } from './blobs';
import { SIGNATURE_AND_HOOK_SDISTS } from './signatures-and-hooks';
import { COMPILED_SDISTS } from './compiled';
import { SCRIPTED_SDISTS } from './compiled-by-scripts';
import { TOOL_SDISTS } from './tools';
import { INTERACTIVE_TOOL_SDISTS } from './interactive-tools';

/** Look-alikes as sdists. */
export const SDISTS = [
  ...COMPILED_SDISTS,
  ...SCRIPTED_SDISTS,
  ...VERSION_SCRIPT_SDISTS,
  ...BUILD_COMMAND_SDISTS,
  ...BLOB_SDISTS,
  ...SIGNATURE_AND_HOOK_SDISTS,
  ...TOOL_SDISTS,
  ...INTERACTIVE_TOOL_SDISTS,
];
