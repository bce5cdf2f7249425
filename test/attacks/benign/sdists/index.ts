import { BLOB_SDISTS } from './blobs';
import { BUILD_COMMAND_SDISTS } from './build-commands';
import { COMPILED_SDISTS } from './compiled';
import { SCRIPTED_SDISTS } from './compiled-by-scripts';
import { INTERACTIVE_TOOL_SDISTS } from './interactive-tools';
import { SIGNATURE_AND_HOOK_SDISTS } from './signatures-and-hooks';
import { TOOL_SDISTS } from './tools';
import { VERSION_SCRIPT_SDISTS } from './version-scripts';

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
