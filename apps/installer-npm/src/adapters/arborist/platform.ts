/** What skills run on; npm's `os`, `cpu` and `libc` fields are read against it. */
export interface Platform {
  os: string;
  cpu: string;
  libc: string;
}

export const PLATFORM: Platform = {
  os: 'linux',
  cpu: process.arch === 'arm64' ? 'arm64' : 'x64',
  libc: 'glibc',
};

/**
 * The oldest Node.js that a base image may have. Where npm can choose, it takes versions whose `engines` fit.
 * deploy/images names the one that is built.
 */
export const NODE_VERSION = '22.13.0';

export const TARGET = `node-${NODE_VERSION.split('.')[0]}-${PLATFORM.os}-${PLATFORM.cpu}-${PLATFORM.libc}`;

/** Whether a package says that it runs there. Fields absent or unreadable forbid nothing, as in npm. */
export function runsOn(
  manifest: { os?: unknown; cpu?: unknown; libc?: unknown },
  platform: Platform,
): boolean {
  return (
    admits(manifest.os, platform.os) &&
    admits(manifest.cpu, platform.cpu) &&
    admits(manifest.libc, platform.libc)
  );
}

/** npm's rule: a negated entry that matches forbids; entries without "!" are the only ones admitted. */
function admits(field: unknown, value: string): boolean {
  const entries = (Array.isArray(field) ? field : [field]).filter((entry) => typeof entry === 'string');
  if (entries.length === 0 || (entries.length === 1 && entries[0] === 'any')) return true;
  if (entries.includes(`!${value}`)) return false;
  return entries.includes(value) || entries.every((entry) => entry.startsWith('!'));
}
