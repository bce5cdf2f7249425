import { DYNAMIC_CODE_WHEELS } from './code-that-makes-code';
import { DATA_WHEELS } from './data-in-code';
import { FLEET_WHEELS } from './fleet-and-chat';
import { FORMATTER_WHEELS } from './formatters-and-configuration';
import { NATIVE_WHEELS } from './native';
import { PROCESS_WHEELS } from './processes-and-plugins';
import { REPORTER_WHEELS } from './reporters-and-clouds';
import { SECURITY_WHEELS } from './security-and-wallets';
import { START_UP_WHEELS } from './start-up-files';

/** Look-alikes as wheels. */
export const WHEELS = [
  ...NATIVE_WHEELS,
  ...START_UP_WHEELS,
  ...DYNAMIC_CODE_WHEELS,
  ...DATA_WHEELS,
  ...REPORTER_WHEELS,
  ...SECURITY_WHEELS,
  ...FLEET_WHEELS,
  ...PROCESS_WHEELS,
  ...FORMATTER_WHEELS,
];
