import { BUNDLES } from './bundles';
import { CREDENTIALS } from './credentials';
import { DEVELOPER_TOOLS } from './developer-tools';
import { DYNAMIC_CODE } from './dynamic-code';
import { ENVIRONMENT_AND_HOME } from './environment-and-home';
import { FORMATTERS_AND_CONFIGURATION } from './formatters-and-configuration';
import { INSTALL_HOOKS } from './install-hooks';
import { NATIVE_BUILDS } from './native-builds';
import { PACKED_TABLES } from './packed-tables';
import { PLATFORM_PROGRAMS } from './platform-programs';
import { SECURITY_TOOLS } from './security-tools';
import { TELEMETRY_AND_UPDATES } from './telemetry-and-updates';
import { WALLETS_AND_NETWORKS } from './wallets-and-networks';

/** Look-alikes as npm tarballs. */
export const TARBALLS = [
  ...NATIVE_BUILDS,
  ...PLATFORM_PROGRAMS,
  ...BUNDLES,
  ...PACKED_TABLES,
  ...TELEMETRY_AND_UPDATES,
  ...SECURITY_TOOLS,
  ...DYNAMIC_CODE,
  ...WALLETS_AND_NETWORKS,
  ...CREDENTIALS,
  ...ENVIRONMENT_AND_HOME,
  ...INSTALL_HOOKS,
  ...DEVELOPER_TOOLS,
  ...FORMATTERS_AND_CONFIGURATION,
];
