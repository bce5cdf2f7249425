import { BUILD_SCRIPT_SDISTS } from './build-scripts';
import { CONTENT_SDISTS } from './contents';
import { NATIVE_SDISTS } from './native-builds';
import { TOOL_SDISTS } from './tools';

/** Look-alikes as sdists. */
export const SDISTS = [...NATIVE_SDISTS, ...BUILD_SCRIPT_SDISTS, ...CONTENT_SDISTS, ...TOOL_SDISTS];
