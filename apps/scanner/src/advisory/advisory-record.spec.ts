import { parseAdvisory } from './advisory-record';

const MODIFIED = '2026-01-01T00:00:00Z';
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('advisory/advisory-record', () => {
  it('keeps the packages of our ecosystems, names normalised, and no commit ranges', () => {
    const record = parseAdvisory(
      bytes({
        id: 'GHSA-x',
        modified: MODIFIED,
        details: 'First line\nsecond',
        affected: [
          { package: { ecosystem: 'Maven', name: 'a:b' }, versions: ['1'] },
          {
            package: { ecosystem: 'PyPI', name: 'Foo_Bar' },
            ranges: [
              { type: 'GIT', events: [{ introduced: '0' }] },
              { type: 'ECOSYSTEM', events: [{ introduced: '0' }] },
            ],
          },
          { package: { ecosystem: 'npm', name: '@s/JSONStream' }, versions: ['1.0.0'] },
          { package: { ecosystem: 'npm', name: '../escape' }, versions: ['1.0.0'] },
        ],
      }),
    );

    expect(record).toEqual({
      id: 'GHSA-x',
      modified: '2026-01-01T00:00:00.000Z',
      published: null,
      withdrawn: false,
      aliases: [],
      summary: 'First line',
      vectors: [],
      statedSeverity: null,
      isMalwareWeakness: false,
      affected: [
        {
          ecosystem: 'pypi',
          name: 'foo-bar',
          versions: [],
          ranges: [{ events: [{ introduced: '0' }] }],
          vectors: [],
        },
        { ecosystem: 'npm', name: '@s/JSONStream', versions: ['1.0.0'], ranges: [], vectors: [] },
      ],
    });
  });

  it.each([
    ['{"id": ', 'not JSON'],
    [{ modified: MODIFIED }, 'not an OSV record: id: '],
    [{ id: 'a b', modified: MODIFIED }, 'not an OSV record: id: '],
    [{ id: 'x', modified: 'yesterday' }, 'not an OSV record: modified: '],
    [{ id: 'x', modified: MODIFIED, affected: 'all' }, 'not an OSV record: affected: '],
    [
      {
        id: 'x',
        modified: MODIFIED,
        affected: [{ package: { ecosystem: 'npm', name: 'a' }, versions: [1] }],
      },
      'not an OSV record: affected.0.versions.0: ',
    ],
    [[], 'not an OSV record: record: '],
  ])('refuses %j: %s', (record, reason) => {
    expect(parseAdvisory(bytes(record))).toEqual({
      refused: expect.stringMatching(new RegExp(`^${reason}`)),
    });
  });
});
