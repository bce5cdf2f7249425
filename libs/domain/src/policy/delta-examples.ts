import type { HookNews, VersionDelta } from '../registry/delta/version-delta';
import type { Hook } from '../scan/hook';

/** Something else starts by itself than in the version before. */
export const EXAMPLE_HOOK: Hook = {
  name: 'postinstall',
  kind: 'hook',
  command: 'node setup.js',
  code: '0'.repeat(32),
  onlyBuilds: false,
};

const NO_NEWS: HookNews = { added: [], changed: [] };

/** Compared with an approved version below. */
export function deltaWith(changes: Partial<Extract<VersionDelta, { kind: 'compared' }>>): VersionDelta {
  return {
    ...{ kind: 'compared', from: '4.17.20', how: 'approved' },
    ...{ capabilities: [], hooks: NO_NEWS, hooksAndCode: NO_NEWS, ...changes },
  };
}
