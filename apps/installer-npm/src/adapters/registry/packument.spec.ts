import { packumentHistory } from './packument';

const AS_OF = '2026-06-15T12:00:00.000Z';
const history = (body: unknown) => packumentHistory('thing', body, AS_OF);
/** Of a packument with one version, whose manifest this is. */
const only = (manifest: unknown, more: object = {}) => {
  const { versions } = history({ versions: { '1.0.0': manifest }, ...more });
  return versions[0];
};

describe('installer-npm/registry/packument', () => {
  it('tells times in one spelling, and passes over what is none', () => {
    const time = {
      created: '2020-01-01T00:00:00.000Z',
      '1.0.0': '2024-12-04T23:03:58.786123+00:00',
      '1.0.1': 'yesterday',
      '1.0.2': 7,
    };
    const { versions } = history({ versions: { '1.0.0': {}, '1.0.1': {}, '1.0.2': {}, '1.0.3': {} }, time });

    expect(versions.map(({ publishedAt }) => publishedAt)).toEqual([
      '2024-12-04T23:03:58.786Z',
      ...[null, null, null],
    ]);
  });

  it.each<[string, object, object]>([
    ['who published it', { _npmUser: { name: 'ann', email: 'x' } }, { publisher: 'ann' }],
    ['nobody who published it', {}, { publisher: null }],
    ['a publisher that is no person', { _npmUser: 7 }, { publisher: null }],
    [
      'maintainers',
      { maintainers: [{ name: 'ann' }, 'bob <b@x>', 7, null] },
      { maintainers: ['ann', 'bob <b@x>'] },
    ],
    ['no list of maintainers', {}, { maintainers: null }],
    [
      'a deprecation',
      { deprecated: 'use other' },
      { deprecated: { deprecated: true, message: 'use other' } },
    ],
    ['one without words', { deprecated: true }, { deprecated: { deprecated: true, message: null } }],
    ['one that was taken back', { deprecated: '' }, { deprecated: { deprecated: false, message: null } }],
    ['none', {}, { deprecated: { deprecated: false, message: null } }],
    [
      'dependencies of every kind that is installed',
      {
        ...{ dependencies: { a: '1' }, optionalDependencies: { b: '1' }, peerDependencies: { '@s/c': '1' } },
        devDependencies: { d: '1' },
      },
      { dependencies: ['a', 'b', '@s/c'] },
    ],
    [
      'an alias by what it stands for',
      { dependencies: { a: 'npm:@s/real@^1' } },
      { dependencies: ['@s/real'] },
    ],
    ['no dependencies', {}, { dependencies: [] }],
    ['names that are none', { dependencies: { '../x': '1', ' ': '1', a: '1' } }, { dependencies: ['a'] }],
    ['a licence', { license: 'MIT' }, { licence: { expression: 'MIT', text: null, classifiers: [] } }],
    ['one in the old way', { license: { type: 'MIT', url: 'u' } }, { licence: { expression: 'MIT' } }],
    [
      'a choice in the old way',
      { licenses: [{ type: 'MIT' }, 'ISC'] },
      { licence: { expression: 'MIT OR ISC' } },
    ],
    ['a licence that is none', { license: 7 }, { licence: { expression: null } }],
    ['a repository', { repository: 'github:a/b' }, { repository: 'github:a/b' }],
    ['one with a type', { repository: { type: 'git', url: 'u' } }, { repository: 'u' }],
    ['none of any kind that we know', { repository: [] }, { repository: null }],
    ['a hook of installation', { scripts: { postinstall: 'x' } }, { installScripts: true }],
    ['the word of the registry for it', { hasInstallScript: true }, { installScripts: true }],
    ['hooks of other moments', { scripts: { test: 'x', prepare: 'x' } }, { installScripts: false }],
  ])('reads %s', (_title, manifest, expected) => {
    expect(only(manifest)).toMatchObject(expected);
  });

  it('knows nothing but the time of a version whose manifest is none', () => {
    const time = { '1.0.0': '2024-01-01T00:00:00.000Z' };

    expect([null, 7, 'x', []].map((manifest) => only(manifest, { time })?.publishedAt)).toEqual(
      Array(4).fill('2024-01-01T00:00:00.000Z'),
    );
    expect(only(null, { time })).toMatchObject({ dependencies: null, deprecated: null, licence: null });
  });

  it('takes names that every object has for what they are', () => {
    const body = JSON.parse(
      '{"versions":{"1.0.0":{"dependencies":{"__proto__":"1","constructor":"1"},"scripts":{"__proto__":{"install":"x"}}},"__proto__":{}},"time":{"__proto__":{"1.0.0":"2024-01-01T00:00:00Z"}}}',
    ) as unknown;

    expect(history(body).versions).toEqual([
      expect.objectContaining({ publishedAt: null, installScripts: false, dependencies: ['constructor'] }),
    ]);
  });

  it('leaves out what is no version, and takes one of two spellings', () => {
    const { versions } = history({
      versions: { latest: {}, '1.0.0': { license: 'MIT' }, 'v1.0.0': {}, '1.0': {} },
    });

    expect(versions.map(({ version, licence }) => [version, licence?.expression])).toEqual([
      ['1.0.0', 'MIT'],
    ]);
  });

  it.each<[string, object, string[] | null]>([
    ['of the package', { maintainers: [{ name: 'ann' }] }, ['ann']],
    ['of the newest version, where a mirror leaves it out', { 'dist-tags': { latest: '1.0.0' } }, ['bob']],
    ['unknown where neither says', { 'dist-tags': { latest: '9.9.9' } }, null],
  ])('tells maintainers: %s', (_title, more, expected) => {
    const versions = { '1.0.0': { maintainers: [{ name: 'bob' }] } };

    expect(history({ versions, ...more }).maintainers).toEqual(expected);
  });

  it('answers for 50,000 versions, and for no more', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`1.0.${n}`, {}]));

    expect(history({ versions: many(50_000) }).versions).toHaveLength(50_000);
    expect(() => history({ versions: many(50_001) })).toThrow('more than 50000 versions');
  });

  it.each([null, 7, 'x', [], {}, { versions: [] }, { versions: null }])('refuses %j', (body) => {
    expect(() => history(body)).toThrow('is no packument');
  });
});
