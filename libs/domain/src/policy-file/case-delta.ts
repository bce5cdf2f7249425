import { FIRST_VERSION, type HookNews, type VersionDelta } from '../registry/delta/version-delta';
import type { Hook } from '../scan/hook';
import type { CaseGiven } from './case-given';

const FROM = '0.9.0';
const HOOK: Hook = {
  name: 'postinstall',
  kind: 'hook',
  command: 'node of-this-case.js',
  code: '',
  onlyBuilds: false,
};
const NONE: HookNews = { added: [], changed: [] };

/** What the case says is new since the version before. */
export function deltaOfCase({ previous, gained, hookChange }: CaseGiven): VersionDelta {
  if (previous === 'none') return FIRST_VERSION;
  if (previous === 'unknown') return { kind: 'unknown', from: FROM, why: 'says the case' };
  const news = newsOf(hookChange);
  return {
    kind: 'compared',
    from: FROM,
    how: previous,
    capabilities: gained,
    hooks: hookChange === 'code' ? NONE : news,
    hooksAndCode: news,
  };
}

function newsOf(change: CaseGiven['hookChange']): HookNews {
  switch (change) {
    case 'none':
      return NONE;
    case 'new':
      return { added: [HOOK], changed: [] };
    case 'command':
    case 'code': {
      const before = change === 'code' ? HOOK : { ...HOOK, command: 'node before.js' };
      return { added: [], changed: [{ what: change, before, after: HOOK }] };
    }
  }
}
