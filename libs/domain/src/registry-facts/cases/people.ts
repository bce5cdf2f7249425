import { published } from '../testing/history';
import type { FactCase } from './fact-case';

const by = (publisher: string | null) => ({ publisher });
const ANN_THEN_EVE = [
  published('1.0.0', '2024-01-01', by('ann')),
  published('1.0.1', '2024-02-01', by('bob')),
  published('1.0.2', '2024-03-01', by('ann')),
  published('1.0.3', '2024-04-01', by('eve')),
  published('1.0.4', '2024-05-01', by(null)),
  published('1.0.5', '2024-06-01', by('ann')),
];

export const PEOPLE_CASES: readonly FactCase[] = [
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
];
