import {
  DEFAULT_POLICY,
  UNKNOWN_RELEASE,
  type PackageFacts,
  type PackageId,
  type Policy,
  type Verdict,
} from '@sallyport/domain';
import { createHash } from 'node:crypto';

export const AT = '2026-01-01T00:00:00.000Z';
export const NO_ADVISORIES = { loaded: false, advisories: 0, importedAt: null };
export const POLICY_VERSION = 'test@0123456789ab';

/** The built-in one without what no made-up package has: advisory data and an age. */
export const POLICY: Policy = {
  ...DEFAULT_POLICY,
  rules: {
    ...DEFAULT_POLICY.rules,
    'advisories-stale': { ...DEFAULT_POLICY.rules['advisories-stale'], mode: 'off' },
    'release-too-new': { ...DEFAULT_POLICY.rules['release-too-new'], mode: 'off' },
  },
};

/** A scanned package; qs has a hook, an advisory and texts that would steer a terminal. */
export function factsOf({ ecosystem, name, version }: PackageId, verdict: Verdict): PackageFacts {
  const isLoud = name === 'qs';
  return {
    artifacts: [
      {
        digest: `sha256:${createHash('sha256').update(`${ecosystem} ${name} ${version}`).digest('hex')}`,
        kind: ecosystem === 'npm' ? 'tarball' : 'wheel',
        filename: `${name}-${version}`,
        integrity: `sha256-${'A'.repeat(43)}=`,
        url: `https://registry.invalid/${name}`,
        verdict,
        worst: isLoud ? 'low' : null,
        capabilities: isLoud ? ['network'] : [],
        runsByItself: isLoud ? ['install-hook\u001b[31m'] : [],
        hooks: isLoud
          ? [{ name: 'install', kind: 'hook', command: 'node a.js', code: '', onlyBuilds: false }]
          : [],
        agentConfiguration: false,
        rulesVersion: '1',
        scannedAt: AT,
      },
    ],
    release: {
      ...UNKNOWN_RELEASE,
      publishedAt: AT,
      publisher: isLoud ? 'evil\u202e' : null,
      buildScripts: false,
    },
    advisories: {
      matches: isLoud
        ? [
            {
              id: 'GHSA-0000',
              aliases: [],
              severity: 'low',
              fixedIn: ['6.14.0'],
              malware: false,
              summary: 'crashes\u001b[2J on\nbad input',
            },
          ]
        : [],
      data: NO_ADVISORIES,
    },
    scanFailed: null,
  };
}
