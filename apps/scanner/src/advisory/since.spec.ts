import type { Ecosystem } from '@sallyport/domain';
import { sinceOf } from './since';

type Event = Record<string, string>;
const of = (ranges: Event[][], versions: string[] = [], ecosystem: Ecosystem = 'npm') => ({
  ecosystem,
  name: 'left',
  versions,
  ranges: ranges.map((events) => ({ events })),
  vectors: [],
});

describe('advisory/since', () => {
  it.each<[string, ReturnType<typeof of>, string, string, string | null]>([
    ['from the first version on', of([[{ introduced: '0' }, { fixed: '2.0.0' }]]), '1.0.0', 'range', '0'],
    ['from the event on', of([[{ introduced: '1.0.0' }, { fixed: '2.0.0' }]]), '1.5.0', 'range', '1.0.0'],
    ['at the event itself', of([[{ introduced: '1.0.0' }]]), '1.0.0', 'range', '1.0.0'],
    ['as it is spelled', of([[{ introduced: '1.0' }]]), '1.2.0', 'range', '1.0'],
    [
      'of the stretch that it lies in, not of an earlier one',
      of([[{ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '2.0.0' }, { fixed: '3.0.0' }]]),
      ...(['2.1.0', 'range', '2.0.0'] as const),
    ],
    [
      'with events out of order',
      of([[{ fixed: '3.0.0' }, { introduced: '2.0.0' }, { last_affected: '1.0.0' }, { introduced: '0' }]]),
      ...(['2.1.0', 'range', '2.0.0'] as const),
    ],
    [
      'of what is introduced twice, the first',
      of([[{ introduced: '1.0.0' }, { introduced: '1.5.0' }]]),
      ...(['1.6.0', 'range', '1.0.0'] as const),
    ],
    [
      'of two ranges around it, the one that begins first',
      of([[{ introduced: '1.2.0' }], [{ introduced: '1.0.0' }]]),
      ...(['1.6.0', 'range', '1.0.0'] as const),
    ],
    [
      'at the last affected version',
      of([[{ introduced: '1.0.0' }, { last_affected: '1.6.0' }]]),
      ...(['1.6.0', 'range', '1.0.0'] as const),
    ],
    ['listed alone: the first listed', of([], ['1.10.0', '1.9.0', 'odd']), '1.10.0', 'listed', '1.9.0'],
    [
      'listed and in a range: the range tells since when',
      of([[{ introduced: '1.0.0' }]], ['1.9.0']),
      ...(['1.9.0', 'listed', '1.0.0'] as const),
    ],
    ['a range that cannot be read', of([[{ introduced: 'odd' }]]), '1.9.0', 'unevaluated', null],
    [
      'one that cannot be read beside one that can',
      of([[{ introduced: 'odd' }], [{ introduced: '1.0.0' }]]),
      ...(['1.9.0', 'range', '1.0.0'] as const),
    ],
    [
      'one that cannot be read beside one that ended',
      of([[{ introduced: 'odd' }], [{ introduced: '0' }, { fixed: '1.0.0' }]]),
      ...(['1.9.0', 'unevaluated', null] as const),
    ],
    [
      'version 0 of PyPI is a version, and every earlier one is not it',
      of([[{ introduced: '0' }]], [], 'pypi'),
      ...(['1', 'range', '0'] as const),
    ],
  ])('tells %s', (_title, affected, version, sureness, introducedIn) => {
    expect(sinceOf(affected, version)).toEqual({ sureness, introducedIn });
  });
});
