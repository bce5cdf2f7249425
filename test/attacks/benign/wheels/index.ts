import { DYNAMIC_AND_DATA_WHEELS } from './dynamic-and-data';
import { NATIVE_AND_STARTUP_WHEELS } from './native-and-startup';
import { SERVICE_WHEELS } from './services';

/** Look-alikes as wheels. */
export const WHEELS = [...NATIVE_AND_STARTUP_WHEELS, ...DYNAMIC_AND_DATA_WHEELS, ...SERVICE_WHEELS];
