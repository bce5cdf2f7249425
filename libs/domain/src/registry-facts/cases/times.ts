import { published } from '../testing/history';
import type { FactCase } from './fact-case';

const THREE_YEARS = [
  published('1.0.0', '2023-01-01'),
  published('1.0.1', '2023-03-01'),
  published('1.1.0', '2026-06-01'),
];

export const TIME_CASES: readonly FactCase[] = [
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
];
