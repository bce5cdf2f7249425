import fc from 'fast-check';
import type { Bearer } from './bearer';
import { CLUSTER_WINDOW_MS, judgeCluster } from './judge-cluster';
import { areRelated } from './relation';

const AT = Date.parse('2026-08-04T00:00:00.000Z');
const DAY = 24 * 60 * 60 * 1_000;

function bearer(name: string, own: Partial<Bearer> = {}): Bearer {
  return {
    ...{ ecosystem: 'npm', name, version: '1.0.0', digest: `sha256:${'a'.repeat(64)}` },
    ...{ publishedAt: AT, firstSeen: AT + 90 * DAY, publisher: null, repository: null, dependencies: [] },
    ...{ isMalicious: false, path: 'a.js', marks: ['runs'] },
    ...own,
  };
}

const three = (own: Partial<Bearer> = {}) => ['alpha', 'bravo', 'charlie'].map((name) => bearer(name, own));
const namesIn = (bearers: readonly Bearer[]) => judgeCluster(bearers).map((seen) => seen.bearer.name);

describe('rules/cluster/judge-cluster', () => {
  it.each<[string, Bearer[], string[]]>([
    ['three that run it', three(), ['alpha', 'bravo', 'charlie']],
    ['two', three().slice(1), []],
    ['three that do not run it', three({ marks: [] }), []],
    ['three that run it at unknown times', three({ publishedAt: null }), []],
    [
      'three that act at unknown times',
      three({ publishedAt: null, marks: ['acts'] }),
      ['alpha', 'bravo', 'charlie'],
    ],
    ['a third that only holds it', [...three().slice(1), bearer('delta', { marks: [] })], []],
    [
      'a third that is late',
      [...three().slice(1), bearer('delta', { publishedAt: AT + CLUSTER_WINDOW_MS + 1 })],
      [],
    ],
    ['an old one', [...three(), bearer('old', { publishedAt: AT - 30 * DAY, marks: [] })], []],
    [
      'one that was seen long before',
      [...three(), bearer('old', { publishedAt: null, firstSeen: AT - 30 * DAY })],
      [],
    ],
    [
      'an old one that is malicious',
      [...three(), bearer('old', { publishedAt: AT - 30 * DAY, isMalicious: true })],
      ['alpha', 'bravo', 'charlie'],
    ],
    [
      'one that is not old enough',
      [...three(), bearer('young', { publishedAt: AT - 29 * DAY })],
      ['alpha', 'bravo', 'charlie'],
    ],
    ['one publisher', three({ publisher: 'ann' }), []],
    ['one claimed repository', three({ repository: 'https://f.invalid/a' }), []],
    [
      'one claimed repository of what acts, where nobody knows who published it',
      three({ repository: 'https://f.invalid/a', marks: ['acts'] }),
      ['alpha', 'bravo', 'charlie'],
    ],
    [
      'one publisher of what acts',
      three({ repository: 'https://f.invalid/a', marks: ['acts'], publisher: 'ann' }),
      [],
    ],
    [
      'a claimed repository, and publishers that differ',
      three({ repository: 'x' }).map((each) => ({ ...each, publisher: each.name })),
      ['alpha', 'bravo', 'charlie'],
    ],
  ])('%s', (_, bearers, names) => {
    expect(namesIn(bearers)).toEqual(names);
  });

  it('takes a vendored file for what it is, where the library of that name holds it', () => {
    const copies = ['alpha', 'bravo', 'charlie'].map((name) =>
      bearer(name, { marks: ['acts'], path: `node_modules/client/a.js` }),
    );
    const library = bearer('client', { marks: ['acts'], path: 'a.js' });

    expect(namesIn([...copies, library])).toEqual([]);
    expect(namesIn(copies)).toEqual(['alpha', 'bravo', 'charlie']);
    expect(namesIn([...copies.map((each) => ({ ...each, marks: ['runs' as const] })), library])).not.toEqual(
      [],
    );
  });

  it.each<[string, Partial<Bearer>, Partial<Bearer>, string[]]>([
    ['the file it acts by', { marks: ['acts'] }, {}, ['other']],
    ['the file a rule names', { marks: ['cited'] }, { marks: [] }, ['other']],
    ['a file that only lies in it', { marks: [] }, { marks: ['runs'] }, []],
    ['a file that the other had long before', { marks: ['cited'] }, { publishedAt: AT - 30 * DAY }, []],
  ])('of malware counts %s', (_, malware, other, names) => {
    expect(namesIn([bearer('bad', { isMalicious: true, ...malware }), bearer('other', other)])).toEqual(
      names,
    );
  });

  it.each<[string, Partial<Bearer>, Partial<Bearer>, boolean]>([
    ['strangers', {}, {}, false],
    ['versions', { name: 'a' }, { name: 'a', version: '2.0.0' }, true],
    ['one name in two ecosystems', { name: 'tidal' }, { name: 'tidal', ecosystem: 'pypi' }, true],
    ['one scope', { name: '@a/one' }, { name: '@a/two' }, true],
    ['a stem', { name: 'tidal' }, { name: 'tidal-pure' }, true],
    ['a common stem', { name: 'react' }, { name: 'react-pure' }, false],
    ['a shared first word', { name: 'tidal-a' }, { name: 'tidal-b' }, false],
    ['a dependency', { name: 'one', dependencies: ['two'] }, { name: 'two' }, true],
  ])('relates %s: %j %j', (_, a, b, expected) => {
    expect(areRelated(bearer('first', a), bearer('second', b))).toBe(expected);
    expect(areRelated(bearer('second', b), bearer('first', a))).toBe(expected);
  });

  it('judges the same whatever the order, and accuses nobody of what it has no mark for', () => {
    const drawn = fc.record({
      name: fc.constantFrom('alpha', 'bravo', 'charlie', 'delta', 'alpha-b'),
      publishedAt: fc.option(fc.integer({ min: AT - 40 * DAY, max: AT + 5 * DAY })),
      marks: fc.subarray<'runs' | 'acts'>(['runs', 'acts']),
    });
    const drawnList = fc.uniqueArray(drawn, { maxLength: 7, selector: ({ name }) => name });

    fc.assert(
      fc.property(drawnList, (list) => {
        const bearers = list.map(({ name, ...own }) => bearer(name, own));
        const names = namesIn(bearers).sort();
        expect(namesIn([...bearers].reverse()).sort()).toEqual(names);
        expect(bearers.filter(({ name, marks }) => names.includes(name) && marks.length === 0)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
