import Config from '@npmcli/config';
import { definitions, flatten, nerfDarts, shorthands } from '@npmcli/config/lib/definitions';
import { NODE_VERSION, PLATFORM } from './platform';

/**
 * npm's own configuration (registry, scopes, credentials, proxy, certificates), read as npm would in `folder`,
 * with everything taken away by which something could run or come from elsewhere than a registry.
 */
export async function npmOptions(
  folder: string,
  cacheDir: string,
  env: NodeJS.ProcessEnv,
): Promise<Record<string, unknown>> {
  const config = new Config({
    ...{ definitions, shorthands, flatten, nerfDarts, env, warn: false },
    ...{
      npmPath: folder,
      cwd: folder,
      execPath: process.execPath,
      argv: [process.execPath, 'npm', '--prefix', folder],
    },
  });
  await config.load();
  return { ...config.flat, ...LOCKED_DOWN, cache: cacheDir };
}

/** Not for the user's configuration to decide. */
const LOCKED_DOWN = {
  ignoreScripts: true,
  // Looking at a git dependency means cloning and maybe preparing it, which runs its code; others are not governed by name.
  ...{ allowGit: 'none', allowRemote: 'none', allowFile: 'none', allowDirectory: 'none' },
  // Resolved for where skills run, not for this machine.
  ...{ os: PLATFORM.os, cpu: PLATFORM.cpu, libc: PLATFORM.libc, nodeVersion: NODE_VERSION },
  ...{ audit: false, fund: false, updateNotifier: false, progress: false },
  ...{ global: false, force: false, legacyPeerDeps: false, engineStrict: false, installLinks: false },
  ...{ installStrategy: 'hoisted', packageLock: false, save: false, workspacesEnabled: false, dryRun: false },
  ...{ omit: [], include: [] },
};
