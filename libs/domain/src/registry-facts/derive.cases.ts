import type { Ecosystem } from '../package/ecosystem';
import type { HistoryVersion, PackageHistory } from './history';
import type { RegistryFactName } from './registry-facts';
import { published } from './testing/history';
import type { Surroundings } from './timeline';

/** One fact of one version of a history; `value` or `unknown` (part of the sentence) is what has to come out. */
export interface FactCase {
  title: string;
  fact: RegistryFactName;
  versions: readonly HistoryVersion[];
  of: string;
  ecosystem?: Ecosystem;
  more?: Partial<PackageHistory>;
  surroundings?: Surroundings;
  value?: unknown;
  unknown?: string;
}

const by = (publisher: string | null) => ({ publisher });
const needs = (...dependencies: string[]) => ({ dependencies });
const inside = (repository: string | null, installScripts: boolean | null = false) => ({
  inside: { repository, installScripts },
});
const THREE_YEARS = [
  published('1.0.0', '2023-01-01'),
  published('1.0.1', '2023-03-01'),
  published('1.1.0', '2026-06-01'),
];
const ANN_THEN_EVE = [
  published('1.0.0', '2024-01-01', by('ann')),
  published('1.0.1', '2024-02-01', by('bob')),
  published('1.0.2', '2024-03-01', by('ann')),
  published('1.0.3', '2024-04-01', by('eve')),
  published('1.0.4', '2024-05-01', by(null)),
  published('1.0.5', '2024-06-01', by('ann')),
];
const LINES = [
  published('1.9.0', '2023-01-01'),
  published('2.0.0', '2023-06-01'),
  published('1.9.1', '2023-07-01'),
  published('0.5.0', '2023-08-01'),
  published('99.0.0', '2023-09-01'),
  published('100.0.0-rc.1', '2023-10-01'),
];
const DEPENDING = [
  published('1.0.0', '2025-01-01', needs('a', 'b')),
  published('1.0.1', '2025-02-01', needs('a', 'b', 'plain-crypto', 'old-one', 'nobody-knows')),
  published('1.1.0', '2025-03-01', needs('a', 'c')),
  published('1.1.1', '2025-04-01', needs('a')),
  published('1.1.2', '2025-05-01', { dependencies: null }),
  published('1.1.3', '2025-06-01', needs('a')),
];
const SINCE: Readonly<Record<string, string>> = {
  'plain-crypto': '2025-01-31T12:00:00.000Z',
  'old-one': '2015-02-01T00:00:00.000Z',
  c: '2025-03-02T00:00:00.000Z',
};
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `d${1_000 + n}`);
const sinceOf = (name: string) => SINCE[name] ?? null;

export const FACT_CASES: readonly FactCase[] = [
  // Times
  {
    title: 'a time as it is',
    ...{ fact: 'publishedAt', versions: THREE_YEARS, of: '1.0.1', value: '2023-03-01T00:00:00.000Z' },
  },
  {
    title: 'the first of all is the age of the package, in whatever order they stand',
    ...{ fact: 'packageSince', versions: [...THREE_YEARS].reverse(), of: '1.1.0' },
    value: '2023-01-01T00:00:00.000Z',
  },
  {
    title: 'no time',
    ...{ fact: 'publishedAt', versions: [published('1.0.0', null)], of: '1.0.0', unknown: 'no time' },
  },
  {
    title: 'a time in the future is none',
    ...{ fact: 'publishedAt', versions: [published('1.0.0', '2026-06-17')], of: '1.0.0', unknown: 'future' },
  },
  {
    title: 'a clock that is some hours ahead is believed',
    ...{ fact: 'publishedAt', versions: [published('1.0.0', '2026-06-16')], of: '1.0.0' },
    value: '2026-06-16T00:00:00.000Z',
  },
  {
    title: 'a time before there were registries is none',
    ...{ fact: 'packageSince', versions: [published('1.0.0', '1970-01-01')], of: '1.0.0' },
    unknown: 'no time for any version',
  },
  {
    title: 'text that is no time is none',
    ...{ fact: 'publishedAt', versions: [published('1.0.0', 'Tuesday')], of: '1.0.0', unknown: 'is none' },
  },
  {
    title: 'a time in the future of another version does not make the package older or younger',
    ...{ fact: 'packageSince', versions: [published('9.0.0', '2999-01-01'), ...THREE_YEARS], of: '1.1.0' },
    value: '2023-01-01T00:00:00.000Z',
  },
  // Withdrawn
  {
    title: 'yanked, and why',
    fact: 'yanked',
    ...{ versions: [published('1.0.0', null, { yanked: { yanked: true, reason: ' broken\u001b[2J ' } })] },
    ...{ of: '1.0.0', value: { yanked: true, reason: 'broken\\u001b[2J' } },
  },
  {
    title: 'not yanked, whatever reason is left over',
    fact: 'yanked',
    ...{ versions: [published('1.0.0', null, { yanked: { yanked: false, reason: 'x' } })] },
    ...{ of: '1.0.0', value: { yanked: false, reason: null } },
  },
  {
    title: 'a registry that does not know yanking',
    ...{ fact: 'yanked', versions: [published('1.0.0', null)], of: '1.0.0', unknown: 'yanked' },
  },
  {
    title: 'deprecated, and what to use instead',
    fact: 'deprecated',
    ...{ versions: [published('1.0.0', null, { deprecated: { deprecated: true, message: 'use other' } })] },
    ...{ of: '1.0.0', value: { deprecated: true, message: 'use other' } },
  },
  {
    title: 'not deprecated',
    fact: 'deprecated',
    ...{ versions: [published('1.0.0', null, { deprecated: { deprecated: false, message: null } })] },
    ...{ of: '1.0.0', value: { deprecated: false, message: null } },
  },
  {
    title: 'a registry that does not know deprecation',
    ...{ fact: 'deprecated', versions: [published('1.0.0', null)], of: '1.0.0', unknown: 'deprecated' },
  },
  // People
  {
    title: 'who maintains it now, each once',
    ...{ fact: 'maintainers', versions: [published('1.0.0', null)], of: '1.0.0' },
    ...{ more: { maintainers: ['ann', 'ann', 'bob'] }, value: { names: ['ann', 'bob'], count: 2 } },
  },
  {
    title: 'a thousand maintainers are counted and twenty named',
    ...{ fact: 'maintainers', versions: [published('1.0.0', null)], of: '1.0.0' },
    more: { maintainers: Array.from({ length: 1_000 }, (_, n) => `m${n}`) },
    value: { names: Array.from({ length: 20 }, (_, n) => `m${n}`), count: 1_000 },
  },
  {
    title: 'nobody says who maintains it',
    ...{ fact: 'maintainers', versions: [published('1.0.0', null)], of: '1.0.0', unknown: 'maintains' },
  },
  {
    title: 'the first version changes nothing',
    ...{ fact: 'publisherChange', versions: ANN_THEN_EVE, of: '1.0.0' },
    value: { before: null, changed: false, isNewcomer: false },
  },
  {
    title: 'somebody who had published before takes over again',
    ...{ fact: 'publisherChange', versions: ANN_THEN_EVE, of: '1.0.2' },
    value: { before: 'bob', changed: true, isNewcomer: false },
  },
  {
    title: 'somebody who never published it',
    ...{ fact: 'publisherChange', versions: ANN_THEN_EVE, of: '1.0.3' },
    value: { before: 'ann', changed: true, isNewcomer: true },
  },
  {
    title: 'the same as before',
    ...{
      fact: 'publisherChange',
      versions: ANN_THEN_EVE.slice(0, 1).concat(published('1.0.1', '2024-02-02', by('ann'))),
    },
    ...{ of: '1.0.1', value: { before: 'ann', changed: false, isNewcomer: false } },
  },
  {
    title: 'a version that nobody is named for',
    ...{ fact: 'publisherChange', versions: ANN_THEN_EVE, of: '1.0.4', unknown: 'who published it' },
  },
  {
    title: 'a version after one that nobody is named for',
    ...{ fact: 'publisherChange', versions: ANN_THEN_EVE, of: '1.0.5', unknown: 'version before' },
  },
  {
    title: 'a publisher whose version has no time',
    ...{ fact: 'publisherChange', versions: [published('1.0.0', null, by('ann'))], of: '1.0.0' },
    unknown: 'no time',
  },
  {
    title: 'a maintainer who was not one at the version before',
    fact: 'maintainersAdded',
    versions: [
      published('1.0.0', '2024-01-01', { maintainers: ['ann'] }),
      published('1.0.1', '2024-02-01', { maintainers: ['eve', 'ann'] }),
    ],
    ...{ of: '1.0.1', value: ['eve'] },
  },
  {
    title: 'one who left is no addition',
    fact: 'maintainersAdded',
    versions: [
      published('1.0.0', '2024-01-01', { maintainers: ['ann', 'bob'] }),
      published('1.0.1', '2024-02-01', { maintainers: ['ann'] }),
    ],
    ...{ of: '1.0.1', value: [] },
  },
  {
    title: 'maintainers of which the version before says nothing',
    fact: 'maintainersAdded',
    versions: [published('1.0.0', '2024-01-01'), published('1.0.1', '2024-02-01', { maintainers: ['ann'] })],
    ...{ of: '1.0.1', unknown: 'version before' },
  },
  // Rhythm
  {
    title: 'three years asleep',
    ...{ fact: 'dormancy', versions: THREE_YEARS, of: '1.1.0', value: { days: 1_188, previous: '1.0.1' } },
  },
  {
    title: 'the first has slept for no time',
    ...{ fact: 'dormancy', versions: THREE_YEARS, of: '1.0.0', value: { days: 0, previous: null } },
  },
  {
    title: 'how long it slept before, whatever came since',
    ...{ fact: 'dormancy', versions: THREE_YEARS, of: '1.0.1', value: { days: 59, previous: '1.0.0' } },
  },
  {
    title: 'a release alone',
    ...{ fact: 'burst', versions: THREE_YEARS, of: '1.0.1', value: { hour: 1, day: 1 } },
  },
  {
    title: 'four within an hour around it, two more within the day',
    fact: 'burst',
    versions: ['00:00', '09:10', '10:00', '10:05', '10:10', '10:59', '11:30'].map((time, n) =>
      published(`1.0.${n}`, `2024-01-0${n === 0 ? 1 : 2}T${time}:00.000Z`),
    ),
    ...{ of: '1.0.3', value: { hour: 4, day: 6 } },
  },
  {
    title: 'an hour is an hour to its last moment',
    fact: 'burst',
    versions: [published('1.0.0', '2024-01-01'), published('1.0.1', '2024-01-01T01:00:00.000Z')],
    ...{ of: '1.0.0', value: { hour: 2, day: 2 } },
  },
  {
    title: 'and not longer',
    fact: 'burst',
    versions: [published('1.0.0', '2024-01-01'), published('1.0.1', '2024-01-01T01:00:00.001Z')],
    ...{ of: '1.0.0', value: { hour: 1, day: 2 } },
  },
  // Version jumps
  {
    title: 'the first version is no jump',
    ...{ fact: 'versionJump', versions: LINES, of: '1.9.0' },
    value: { highest: null, majors: 0, isLower: false, continuesLine: false },
  },
  {
    title: 'the next major',
    ...{ fact: 'versionJump', versions: LINES, of: '2.0.0' },
    value: { highest: '1.9.0', majors: 1, isLower: false, continuesLine: false },
  },
  {
    title: 'the care of an old line',
    ...{ fact: 'versionJump', versions: LINES, of: '1.9.1' },
    value: { highest: '2.0.0', majors: 0, isLower: true, continuesLine: true },
  },
  {
    title: 'a lower version of a line that never was',
    ...{ fact: 'versionJump', versions: LINES, of: '0.5.0' },
    value: { highest: '2.0.0', majors: 0, isLower: true, continuesLine: false },
  },
  {
    title: 'a leap far beyond',
    ...{ fact: 'versionJump', versions: LINES, of: '99.0.0' },
    value: { highest: '2.0.0', majors: 97, isLower: false, continuesLine: false },
  },
  {
    title: 'a pre-release is measured from all',
    ...{ fact: 'versionJump', versions: LINES, of: '100.0.0-rc.1' },
    value: { highest: '99.0.0', majors: 1, isLower: false, continuesLine: false },
  },
  {
    title: 'a pre-release before it is not what a finished one jumps from',
    fact: 'versionJump',
    versions: [
      published('1.0.0', '2024-01-01'),
      published('7.0.0-alpha', '2024-02-01'),
      published('1.0.1', '2024-03-01'),
    ],
    ...{ of: '1.0.1', value: { highest: '1.0.0', majors: 0, isLower: false, continuesLine: true } },
  },
  {
    title: 'a new epoch (PEP 440) is one step, however low its number',
    ...{ fact: 'versionJump', ecosystem: 'pypi', of: '1!1' },
    versions: [published('2024.5', '2024-01-01'), published('1!1', '2024-02-01')],
    value: { highest: '2024.5', majors: 1, isLower: false, continuesLine: false },
  },
  // Dependencies
  {
    title: 'new dependencies in a patch, the youngest and the unknown first',
    ...{ fact: 'newDependencies', versions: DEPENDING, of: '1.0.1', surroundings: { sinceOf } },
    value: {
      ...{ previous: '1.0.0', step: 'patch', more: 0 },
      added: [
        { name: 'nobody-knows', ageDays: null },
        { name: 'plain-crypto', ageDays: 0 },
        { name: 'old-one', ageDays: 3_653 },
      ],
    },
  },
  {
    title: 'one that is new against the version below and came after the release itself',
    ...{ fact: 'newDependencies', versions: DEPENDING, of: '1.1.0', surroundings: { sinceOf } },
    value: { previous: '1.0.1', step: 'minor', added: [{ name: 'c', ageDays: 0 }], more: 0 },
  },
  {
    title: 'one fewer is no addition',
    ...{ fact: 'newDependencies', versions: DEPENDING, of: '1.1.1' },
    value: { previous: '1.1.0', step: 'patch', added: [], more: 0 },
  },
  {
    title: 'dependencies that are not known are not none',
    ...{ fact: 'newDependencies', versions: DEPENDING, of: '1.1.2', unknown: 'this version depends on' },
  },
  {
    title: 'nor those of the version below',
    ...{ fact: 'newDependencies', versions: DEPENDING, of: '1.1.3', unknown: '1.1.2 depended on' },
  },
  {
    title: 'the first version has nothing new',
    ...{ fact: 'newDependencies', versions: DEPENDING, of: '1.0.0' },
    value: { previous: null, step: null, added: [], more: 0 },
  },
  {
    title: 'a name that every object has is a name like others',
    fact: 'newDependencies',
    versions: [
      published('1.0.0', '2025-01-01', needs('__proto__')),
      published('1.0.1', '2025-02-01', needs('__proto__', 'constructor', 'toString')),
    ],
    of: '1.0.1',
    value: {
      ...{ previous: '1.0.0', step: 'patch', more: 0 },
      added: [
        { name: 'constructor', ageDays: null },
        { name: 'toString', ageDays: null },
      ],
    },
  },
  {
    title: 'hundreds are counted and twenty named',
    fact: 'newDependencies',
    versions: [
      published('1.0.0', '2025-01-01', needs()),
      published('1.0.1', '2025-02-01', needs(...numbered(300))),
    ],
    of: '1.0.1',
    value: {
      ...{ previous: '1.0.0', step: 'patch', more: 280 },
      added: numbered(20).map((name) => ({ name, ageDays: null })),
    },
  },
  {
    title: 'compared with the version below that was there then, not with one that came later',
    fact: 'newDependencies',
    versions: [
      published('1.0.0', '2025-01-01', needs('a')),
      published('1.0.2', '2025-02-01', needs('a', 'b')),
      published('1.0.1', '2025-03-01', needs('a', 'b')),
    ],
    of: '1.0.2',
    value: { previous: '1.0.0', step: 'patch', added: [{ name: 'b', ageDays: null }], more: 0 },
  },
  // Declared
  {
    title: 'a count of downloads',
    ...{ fact: 'weeklyDownloads', versions: [published('1.0.0', null)], of: '1.0.0' },
    ...{ more: { weeklyDownloads: 12 }, value: 12 },
  },
  {
    title: 'the -1 of an index that stopped counting',
    ...{ fact: 'weeklyDownloads', versions: [published('1.0.0', null)], of: '1.0.0' },
    ...{ more: { weeklyDownloads: -1 }, unknown: 'how often' },
  },
  {
    title: 'a licence by another spelling',
    fact: 'licence',
    versions: [
      published('1.0.0', null, { licence: { expression: 'mit or Apache 2', text: null, classifiers: [] } }),
    ],
    ...{ of: '1.0.0', unknown: 'no SPDX expression: mit or Apache 2' },
  },
  {
    title: 'a licence',
    fact: 'licence',
    versions: [published('1.0.0', null, { licence: { expression: 'mit', text: null, classifiers: [] } })],
    ...{ of: '1.0.0', value: 'MIT' },
  },
  {
    title: 'no licence at all',
    fact: 'licence',
    versions: [published('1.0.0', null, { licence: { expression: null, text: ' ', classifiers: [] } })],
    ...{ of: '1.0.0', unknown: 'declares no licence' },
  },
  {
    title: 'a repository in one spelling',
    fact: 'sourceRepository',
    versions: [published('1.0.0', null, { repository: 'git+ssh://git@github.com/Acme/Thing.git' })],
    ...{ of: '1.0.0', value: 'https://github.com/acme/thing' },
  },
  {
    title: 'a repository that is no address',
    fact: 'sourceRepository',
    versions: [published('1.0.0', null, { repository: 'ask me' })],
    ...{ of: '1.0.0', unknown: 'no address' },
  },
  {
    title: 'two spellings of one repository agree',
    fact: 'sourceAgainstInside',
    versions: [published('1.0.0', null, { repository: 'github:acme/thing' })],
    ...{ of: '1.0.0', surroundings: inside('https://github.com/acme/thing/tree/main#readme') },
    value: {
      ...{ agrees: true, registry: 'https://github.com/acme/thing' },
      inside: 'https://github.com/acme/thing',
    },
  },
  {
    title: 'the registry shows a repository and the artifact another',
    fact: 'sourceAgainstInside',
    versions: [published('1.0.0', null, { repository: 'github:acme/thing' })],
    ...{ of: '1.0.0', surroundings: inside('github:eve/thing') },
    value: {
      ...{ agrees: false, registry: 'https://github.com/acme/thing' },
      inside: 'https://github.com/eve/thing',
    },
  },
  {
    title: 'the registry shows a repository and the artifact none',
    fact: 'sourceAgainstInside',
    versions: [published('1.0.0', null, { repository: 'github:acme/thing' })],
    ...{ of: '1.0.0', surroundings: inside(null) },
    value: { agrees: false, registry: 'https://github.com/acme/thing', inside: null },
  },
  {
    title: 'neither names any',
    ...{ fact: 'sourceAgainstInside', versions: [published('1.0.0', null)], of: '1.0.0' },
    ...{ surroundings: inside(null), value: { agrees: true, registry: null, inside: null } },
  },
  {
    title: 'the registry does not say, and the artifact does',
    ...{ fact: 'sourceAgainstInside', versions: [published('1.0.0', null)], of: '1.0.0' },
    ...{ surroundings: inside('github:acme/thing'), unknown: 'to compare with' },
  },
  {
    title: 'nobody looked inside',
    ...{ fact: 'sourceAgainstInside', versions: [published('1.0.0', null)], of: '1.0.0' },
    unknown: 'was not read',
  },
  {
    title: 'scripts that the registry does not tell of',
    fact: 'installScripts',
    versions: [published('1.0.0', null, { installScripts: false })],
    ...{ of: '1.0.0', surroundings: inside(null, true) },
    value: { agrees: false, registry: false, inside: true },
  },
  {
    title: 'scripts on both sides',
    fact: 'installScripts',
    versions: [published('1.0.0', null, { installScripts: true })],
    ...{ of: '1.0.0', surroundings: inside(null, true) },
    value: { agrees: true, registry: true, inside: true },
  },
  {
    title: 'an ecosystem whose manifests have none',
    fact: 'installScripts',
    versions: [published('1.0.0', null, { installScripts: true })],
    ...{ of: '1.0.0', surroundings: inside(null, null), unknown: 'was not read' },
  },
];
