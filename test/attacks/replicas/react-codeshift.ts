import { casesOf, type Facts } from '../case';
import { npm, wheelOf } from '../packages';

const FACTS: Facts = {
  now: '2026-01-20T12:00:00Z',
  publishedAt: '2026-01-19T12:00:00Z',
  firstPublishedAt: '2026-01-19T12:00:00Z',
  publisher: 'fresh-account',
  weeklyDownloads: 41,
  askedForWhileAbsent: 37,
};

export const reactCodeshift = casesOf({
  id: 'react-codeshift',
  incident: 'react-codeshift',
  kind: 'name',
  judgedBy: 'names',
  seen: 'a name that agents asked for before it existed, made from two known names and registered yesterday; the code shows nothing',
  replica: { sample: npm('react-codeshift', '0.0.1', { about: 'Code changes for React.' }), facts: FACTS },
  renamed: {
    sample: npm('vue-jscodemod', '0.1.0', { about: 'Code changes for Vue.' }),
    facts: { ...FACTS, askedForWhileAbsent: 12, weeklyDownloads: 8 },
  },
  reObfuscated: {
    sample: npm('@react-shift/codeshift-cli', '0.0.2', {
      about: 'Code changes for React.',
      manifest: { bin: { 'react-codeshift': 'index.js' } },
      index: (honest) => `#!/usr/bin/env node\n${honest}`,
    }),
    facts: { ...FACTS, askedForWhileAbsent: 5, weeklyDownloads: 3 },
  },
  otherStage: {
    seen: 'the same in the other ecosystem: a name that agents asked for before it existed, registered yesterday',
    sample: wheelOf('django-codeshift', '0.0.1', { about: 'Code changes for Django.' }),
    facts: { ...FACTS, askedForWhileAbsent: 19 },
  },
});
