import { BUNDLES } from './bundles';
import { CREDENTIALS_AND_PROCESSES } from './credentials-and-processes';
import { DYNAMIC_CODE } from './dynamic-code';
import { NATIVE_BUILDS } from './native-builds';
import { SECURITY_TOOLS } from './security-tools';
import { TELEMETRY_AND_UPDATES } from './telemetry-and-updates';
import { TOOLING } from './tooling';
import { WALLETS_AND_NETWORKS } from './wallets-and-networks';

/** Look-alikes as npm tarballs. */
export const TARBALLS = [
  ...NATIVE_BUILDS,
  ...BUNDLES,
  ...TELEMETRY_AND_UPDATES,
  ...SECURITY_TOOLS,
  ...DYNAMIC_CODE,
  ...WALLETS_AND_NETWORKS,
  ...CREDENTIALS_AND_PROCESSES,
  ...TOOLING,
];
