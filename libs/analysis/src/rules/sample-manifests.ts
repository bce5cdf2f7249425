import type { Sample } from './sample';

/** Of a package whose program lies in optional packages, one for each platform, and whose hook may fetch it itself. */
export const OF_PLATFORMS: NonNullable<Sample['manifest']> = {
  scripts: { postinstall: 'node install.js' },
  optionalDependencies: {
    '@s/linux-x64': '1.0.0',
    '@s/darwin-arm64': '1.0.0',
    '@s/win32-x64': '1.0.0',
  },
};
