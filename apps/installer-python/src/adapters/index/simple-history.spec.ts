import { simpleHistory } from './simple-history';

const AS_OF = '2026-06-15T12:00:00.000Z';
const read = (body: unknown) => simpleHistory('foo-bar', body, AS_OF);
const of = (...files: object[]) => read({ files }).history.versions;

describe('installer-python/index/simple-history', () => {
  it.each<[string, string | undefined]>([
    ['foo_bar-1.0-py3-none-any.whl', '1'],
    ['Foo.Bar-1.0.1.tar.gz', '1.0.1'],
    ['foo-bar-1.0rc1.zip', '1rc1'],
    ['foo-bar-1.0-1.tar.gz', '1.post1'],
    ['foo_bar-1.0-2-cp311-cp311-manylinux_2_17_x86_64.whl', '1'],
    ['foo-bar-baz-1.0.tar.gz', undefined],
    ['foo_bar-1.0.exe', undefined],
    ['foo_bar-latest.tar.gz', undefined],
    ['other-1.0.tar.gz', undefined],
    ['', undefined],
  ])('finds the version in %j: %s', (filename, version) => {
    expect(of({ filename }).map((said) => said.version)).toEqual(version === undefined ? [] : [version]);
  });

  it('takes a version for as old as its first file', () => {
    const files = ['2024-02-01T00:00:00Z', '2024-01-01T01:00:00.123456+01:00', 'never', undefined];
    const versions = of(
      ...files.map((time, n) => ({ filename: `foo_bar-1.0-${n}-py3-none-any.whl`, 'upload-time': time })),
    );

    expect(versions).toMatchObject([{ version: '1', publishedAt: '2024-01-01T00:00:00.123Z' }]);
  });

  it.each<[string, unknown[], object]>([
    ['all its files are', [true, 'broken'], { yanked: true, reason: 'broken' }],
    ['not where one file is left', [true, false], { yanked: false }],
    ['also without a reason', [''], { yanked: true, reason: null }],
    ['not where nothing is said', [undefined], { yanked: false }],
    ['not for what is no answer', [7], { yanked: false }],
  ])('is yanked: %s', (_title, yanked, expected) => {
    const files = yanked.map((each, n) => ({ filename: `foo_bar-1.0-${n}-py3-none-any.whl`, yanked: each }));

    expect(of(...files)[0]?.yanked).toMatchObject(expected);
  });

  it.each<[string, object, object | null]>([
    ['active', { 'project-status': { status: 'active' } }, { deprecated: false }],
    [
      'archived, and why',
      { 'project-status': { status: 'archived', reason: 'gone' } },
      { deprecated: true, message: 'gone' },
    ],
    [
      'quarantined',
      { 'project-status': { status: 'quarantined' } },
      { deprecated: true, message: 'quarantined' },
    ],
    ['unknown where the index is older than that', {}, null],
    ['unknown where it is no status', { 'project-status': 7 }, null],
  ])('is a project that is %s', (_title, status, expected) => {
    const { versions } = read({ files: [{ filename: 'foo_bar-1.0.tar.gz' }], ...status }).history;

    expect(versions).toMatchObject([{ deprecated: expected }]);
  });

  it('names one wheel of each version, always the same', () => {
    const wheel = (tag: string) => ({ filename: `foo_bar-1.0-${tag}.whl`, url: `https://f.invalid/${tag}` });
    const [a, b] = [wheel('cp310-cp310-any'), wheel('cp311-cp311-any')];

    expect(read({ files: [a, b] }).wheels).toEqual(read({ files: [b, a] }).wheels);
    expect([
      ...read({ files: [b, a, { filename: 'foo_bar-2.0.tar.gz', url: 'https://f.invalid/s' }] }).wheels,
    ]).toEqual([['1', a.url]]);
  });

  it.each([null, 7, [], {}, { files: 7 }, { files: {} }])('refuses %j', (body) => {
    expect(() => read(body)).toThrow('is no project');
  });

  it('passes over files that are none', () => {
    expect(of({}, { filename: 7 }, { filename: 'foo_bar-1.0.tar.gz', url: 7 })).toHaveLength(1);
  });

  it('answers for 50,000 versions, and for no more', () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ filename: `foo_bar-1.${n}-py3-none-any.whl` }));

    expect(of(...files(50_000))).toHaveLength(50_000);
    expect(() => of(...files(50_001))).toThrow('more than 50000 versions');
  });
});
