import { published } from '../testing/history';
import type { FactCase } from './fact-case';

const inside = (repository: string | null, installScripts: boolean | null = false) => ({
  inside: { repository, installScripts },
});

export const DECLARED_CASES: readonly FactCase[] = [
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
