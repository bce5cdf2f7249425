import { normalizeVersion, type Ecosystem } from '@sallyport/domain';
import { advisory } from '../../testing/advisories';
import type { AdvisoryRange } from '../advisory-record';
import { readVersion } from '../read-affected';
import { hitsIn, packPackage } from './package-block';

type Events = AdvisoryRange['events'];

interface Said {
  affects: boolean;
  notes: readonly string[];
}

/** What one advisory of these ranges and versions says of a version. */
function said(ecosystem: Ecosystem, version: string, ranges: Events[], versions: string[] = []): Said {
  const record = advisory({ ecosystem, name: 'sample' });
  record.affected = [
    { ecosystem, name: 'sample', versions, ranges: ranges.map((events) => ({ events })), vectors: [] },
  ];
  const [hit] = hitsIn(packPackage({ ecosystem, name: 'sample' }, [record], readVersion), {
    ...{ ecosystem, name: 'sample' },
    version: normalizeVersion(ecosystem, version),
  });
  return { affects: hit !== undefined, notes: hit?.notes ?? [] };
}

describe('advisory/packed/package-block', () => {
  it.each<[Ecosystem, string, Events, boolean]>([
    ['npm', '1.0.0', [{ introduced: '0' }], true],
    ['npm', '0.0.1-alpha', [{ introduced: '0' }], true],
    ['npm', '4.17.20', [{ introduced: '0' }, { fixed: '4.17.21' }], true],
    ['npm', '4.17.21', [{ introduced: '0' }, { fixed: '4.17.21' }], false],
    ['npm', '4.17.21-rc.1', [{ introduced: '0' }, { fixed: '4.17.21' }], true],
    ['npm', '1.9.9', [{ introduced: '2.0.0' }], false],
    ['npm', '2.0.0', [{ introduced: '2.0.0' }, { last_affected: '2.0.0' }], true],
    ['npm', '2.0.1', [{ introduced: '2.0.0' }, { last_affected: '2.0.0' }], false],
    ['npm', '10.0.0', [{ introduced: '9.0.0' }, { fixed: '11.0.0' }], true],
    ['npm', '1.5.0', [{ fixed: '2.0.0' }, { introduced: '1.0.0' }], true],
    [
      'npm',
      '2.5.0',
      [{ introduced: '0' }, { fixed: '2.0.0' }, { introduced: '2.0.0' }, { fixed: '3.0.0' }],
      true,
    ],
    [
      'npm',
      '3.0.0',
      [{ introduced: '0' }, { fixed: '2.0.0' }, { introduced: '2.0.0' }, { fixed: '3.0.0' }],
      false,
    ],
    ['npm', '3.9.0', [{ introduced: '0' }, { fixed: '4.0' }], true],
    ['npm', '4.0.0', [{ introduced: '0' }, { fixed: '4.0' }], false],
    ['npm', '1.5.0', [{ introduced: '0' }, { limit: '1.0.0' }], false],
    ['npm', '0.5.0', [{ introduced: '0' }, { limit: '1.0.0' }], true],
    ['npm', '0.5.0', [{ introduced: '0' }, { limit: '*' }], true],
    ['npm', '1.5.0', [{ introduced: '0' }, { limit: '*' }, { limit: '1.0.0' }], true],
    ['npm', '1.5.0', [{ introduced: '0' }, { limit: '1.0.0' }, { limit: '*' }], true],
    ['npm', '1.5.0', [{ introduced: '0' }, { limit: '1.0.0' }, { limit: '2.0.0' }], true],
    ['npm', '1.5.0', [{ introduced: '0' }, { fixed: '1.2.0' }, { limit: '*' }], false],
    ['pypi', '2.31', [{ introduced: '2.3' }, { fixed: '2.32' }], true],
    ['pypi', '2.32', [{ introduced: '2.3' }, { fixed: '2.32.0' }], false],
    ['pypi', '1rc1', [{ introduced: '0' }, { fixed: '1.0' }], true],
    ['pypi', '1.post1', [{ introduced: '0' }, { last_affected: '1.0' }], false],
    ['pypi', '0.dev1', [{ introduced: '0' }, { fixed: '0' }], true],
    ['pypi', '0', [{ introduced: '0' }, { fixed: '0' }], false],
    ['pypi', '1!1', [{ introduced: '0' }, { fixed: '2.0' }], false],
  ])('%s %s in %j: %s', (ecosystem, version, events, expected) => {
    expect(said(ecosystem, version, [events])).toEqual({ affects: expected, notes: [] });
  });

  it.each<[Ecosystem, string, string[], boolean]>([
    ['npm', '1.4.1', ['1.4.0', '1.4.1'], true],
    ['npm', '1.4.2', ['1.4.0', '1.4.1'], false],
    ['pypi', '1', ['1.0.0'], true],
    ['pypi', '1.1', ['1.0.0', 'not-a-version'], false],
  ])('%s %s listed in %j: %s', (ecosystem, version, versions, expected) => {
    expect(said(ecosystem, version, [], versions).affects).toBe(expected);
  });

  it.each<[Ecosystem, Events]>([
    ['npm', [{ introduced: '0' }, { fixed: 'latest' }]],
    ['npm', [{ introduced: 'oops' }]],
    ['pypi', [{ introduced: '0' }, { fixed: '2.9.0-NA' }]],
    ['pypi', [{ introduced: '0' }, { last_affected: '2.6.0-cu124' }]],
    ['pypi', [{ introduced: '0' }, { limit: 'x' }]],
  ])('%s: an unreadable event in %j makes the range match, and says so', (ecosystem, events) => {
    const match = said(ecosystem, '99.0.0', [events]);

    expect(match).toEqual({ affects: true, notes: [expect.stringContaining('is not a version')] });
  });

  it('is affected when listed although the range says it is not', () => {
    const both = said('npm', '1.0.0', [[{ introduced: '5.0.0' }]], ['1.0.0']);

    expect(both).toEqual({ affects: true, notes: [] });
  });

  it('is not affected by a record that names neither versions nor ranges', () => {
    expect(said('npm', '1.0.0', [])).toEqual({ affects: false, notes: [] });
  });
});
