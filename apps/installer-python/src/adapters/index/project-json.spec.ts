import { readProjectJson } from './project-json';

describe('installer-python/index/project-json', () => {
  it.each<[string, unknown, string[] | null]>([
    [
      'owners and maintainers, each once',
      { roles: [{ role: 'Owner', user: 'bob' }, { role: 'Maintainer', user: 'ann' }, { user: 'bob' }] },
      ['ann', 'bob'],
    ],
    ['an organisation too', { roles: [{ user: 'zoe' }], organization: 'acme' }, ['acme', 'zoe']],
    ['nobody', { roles: [] }, []],
    ['nothing', undefined, null],
    ['nothing that can be read', { roles: 'ann' }, null],
  ])('tells %s', (_title, ownership, expected) => {
    expect(readProjectJson({ ownership }).owners).toEqual(expected);
  });

  it('tells of the newest version', () => {
    const info = {
      ...{
        version: '1.0.0',
        requires_dist: ['Foo_Bar>=1', 'x; extra == "y"'],
        license: 'MIT',
        classifiers: null,
      },
      project_urls: { Source: 'https://github.com/a/b', Other: 7 },
    };

    expect(readProjectJson({ info }).newest).toEqual({
      version: '1',
      metadata: {
        dependencies: ['foo-bar'],
        licence: { expression: null, text: 'MIT', classifiers: [] },
        repository: 'https://github.com/a/b',
      },
    });
  });

  it.each([null, 7, 'x', {}, { info: null }, { info: {} }, { info: { version: 'x' } }])(
    'knows nothing from %j',
    (body) => {
      expect(readProjectJson(body)).toEqual({ owners: null, newest: undefined });
    },
  );
});
