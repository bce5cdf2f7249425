import { byNearness } from './nearest-version';

const of =
  (ecosystem: 'pypi' | 'npm') =>
  (version: string): { ecosystem: 'pypi' | 'npm'; name: string; version: string } => ({
    ecosystem,
    name: 'a',
    version,
  });

describe('domain/package/nearest-version', () => {
  it.each([
    [
      'npm',
      '4.17.20',
      ['3.10.1', '4.17.19', '4.17.21', '4.18.0', '5.0.0'],
      ['4.17.21', '4.18.0', '4.17.19', '5.0.0', '3.10.1'],
    ],
    ['npm', '0.2.0', ['0.1.9', '0.2.1', '0.3.0', '1.0.0'], ['0.2.1', '0.3.0', '1.0.0', '0.1.9']],
    ['npm', '1.0.0', ['1.0.1-rc.1', '1.1.0', '2.0.0'], ['1.1.0', '2.0.0', '1.0.1-rc.1']],
    ['npm', '1.0.1-rc.0', ['1.0.1-rc.1', '1.1.0'], ['1.0.1-rc.1', '1.1.0']],
    ['npm', '1.0.0', ['1.0.0'], []],
    ['npm', '1.0.0', [], []],
    ['pypi', '2.1', ['1.9', '2', '2.1.post1', '2.2', '3'], ['2.1.post1', '2.2', '2', '3', '1.9']],
    ['pypi', '2.1', ['2.2.dev1', '2.2rc1', '2.3'], ['2.3', '2.2.dev1', '2.2rc1']],
    ['pypi', '2.1', ['2.0', '1!2.2'], ['2.0', '1!2.2']],
  ] as const)('%s %s among %j: %j', (ecosystem, asked, versions, expected) => {
    const id = of(ecosystem);

    const nearest = byNearness(id(asked), versions.map(id), 100);

    expect(nearest.map(({ version }) => version)).toEqual(expected);
  });

  it('looks at no more than it may, nearest first', () => {
    const versions = Array.from({ length: 1_000 }, (_, n) => of('npm')(`1.${n}.0`));

    const nearest = byNearness(of('npm')('1.500.0'), versions, 3);

    expect(nearest.map(({ version }) => version)).toEqual(['1.501.0', '1.502.0', '1.503.0']);
  });
});
