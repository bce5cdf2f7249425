import { casesOf, type Facts, type Sample } from '../case';
import { npm, wheelOf } from '../packages';

const FACTS: Facts = {
  now: '2026-05-20T12:00:00Z',
  publishedAt: '2026-05-20T08:00:00Z',
  firstPublishedAt: '2015-03-02T00:00:00Z',
  previousPublishedAt: '2026-04-11T00:00:00Z',
  publisher: 'author',
  previousPublisher: 'author',
  provenance: { now: true, before: true, builder: 'github-hosted', builderBefore: 'github-hosted' },
};
const told = (sample: Sample, previous: Sample, more: Partial<Facts>, seen?: string) => ({
  sample,
  previous,
  facts: { ...FACTS, ...more },
  ...(seen === undefined ? {} : { seen }),
});

const PUBLISHER: Partial<Facts> = {
  previousPublisher: 'author',
  publisher: 'adopted-by-stranger',
  provenance: undefined,
};

/** Honest code in all of these: what speaks is who published, and how. */
export const newPublisher = casesOf({
  id: 'kind-new-publisher',
  incident: 'kind',
  kind: 'trust-change',
  judgedBy: 'facts',
  seen: 'the first release by a publisher who never published this package before',
  replica: told(npm('merge-lists', '2.4.1'), npm('merge-lists', '2.4.0'), PUBLISHER),
  renamed: told(npm('parse-units', '1.9.3'), npm('parse-units', '1.9.2'), {
    ...PUBLISHER,
    publisher: 'helper-account-77',
  }),
  reObfuscated: told(
    npm('merge-lists', '2.4.2'),
    npm('merge-lists', '2.4.0'),
    { ...PUBLISHER, publisher: 'auth0r' },
    'the first release by a publisher whose name looks like that of the author',
  ),
  otherStage: told(
    wheelOf('merge-lists', '2.4.3'),
    wheelOf('merge-lists', '2.4.0'),
    PUBLISHER,
    'the same in the other ecosystem',
  ),
});

const LOST: Partial<Facts> = { provenance: { now: false, before: true, builderBefore: 'github-hosted' } };

export const provenanceLost = casesOf({
  id: 'kind-provenance-lost',
  incident: 'kind',
  kind: 'trust-change',
  judgedBy: 'facts',
  seen: 'every release before had provenance; this one has none',
  replica: told(npm('header-reader', '3.1.1'), npm('header-reader', '3.1.0'), LOST),
  renamed: told(npm('cookie-slicer', '0.8.2'), npm('cookie-slicer', '0.8.1'), LOST),
  reObfuscated: told(
    npm('header-reader', '3.1.2'),
    npm('header-reader', '3.1.0'),
    { provenance: { now: true, before: true, builder: 'self-hosted', builderBefore: 'github-hosted' } },
    'provenance is there, but from another builder than before',
  ),
  otherStage: told(
    wheelOf('header-reader', '3.1.3'),
    wheelOf('header-reader', '3.1.0'),
    LOST,
    'the same in the other ecosystem: attestations are gone',
  ),
});

const DORMANT: Partial<Facts> = { previousPublishedAt: '2019-01-09T00:00:00Z', provenance: undefined };
const HOOK = { scripts: { postinstall: 'node lib/notice.js' } };

export const dormant = casesOf({
  id: 'kind-dormant',
  incident: 'kind',
  kind: 'trust-change',
  judgedBy: 'facts',
  seen: 'a release after seven years of silence, which adds a hook',
  replica: told(
    npm('split-words', '0.4.1', {
      manifest: HOOK,
      files: { 'lib/notice.js': "console.log('Thank you for using split-words.');\n" },
    }),
    npm('split-words', '0.4.0'),
    DORMANT,
  ),
  renamed: told(
    npm('tidy-paths', '1.0.8', {
      manifest: HOOK,
      files: { 'lib/notice.js': "process.stdout.write('tidy-paths is ready.\\n');\n" },
    }),
    npm('tidy-paths', '1.0.7'),
    { ...DORMANT, previousPublishedAt: '2018-06-02T00:00:00Z' },
  ),
  reObfuscated: told(
    npm('split-words', '0.4.2'),
    npm('split-words', '0.4.0'),
    { ...DORMANT, publisher: 'co-owner' },
    'a release after seven years of silence by a co-owner who never published; the code shows nothing',
  ),
  otherStage: told(
    wheelOf('split-words', '0.4.3'),
    wheelOf('split-words', '0.4.0'),
    { ...DORMANT, publisher: 'new-owner-of-mail-domain' },
    'the same in the other ecosystem, by an account whose mail domain was bought anew',
  ),
});
