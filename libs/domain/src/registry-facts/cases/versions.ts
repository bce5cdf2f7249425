import { published } from '../testing/history';
import type { FactCase } from './fact-case';

const needs = (...dependencies: string[]) => ({ dependencies });
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

export const VERSION_CASES: readonly FactCase[] = [
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
];
