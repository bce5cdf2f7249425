import { readCoreMetadata } from './core-metadata';

const licence = { expression: null, text: null, classifiers: [] };

describe('installer-python/index/core-metadata', () => {
  it.each<[string, string, object]>([
    ['nothing', '', { dependencies: [], licence, repository: null }],
    [
      'dependencies by their one spelling, each once',
      'Requires-Dist: Foo_Bar (>=1)\nRequires-Dist: foo-bar<2; python_version > "3"\nRequires-Dist: zope.interface[test] @ https://x.invalid/z.whl\n',
      { dependencies: ['foo-bar', 'zope-interface'] },
    ],
    [
      'nothing that is only for an extra',
      'Requires-Dist: a\nRequires-Dist: b ; extra == "x"\nRequires-Dist: c; (python_version<"3") and extra==\'y\'\n',
      { dependencies: ['a'] },
    ],
    [
      'no dependency that has no name',
      'Requires-Dist: ../x\nRequires-Dist: \nRequires-Dist: -a\n',
      { dependencies: [] },
    ],
    [
      'an expression',
      'License-Expression: MIT OR ISC\n',
      { licence: { ...licence, expression: 'MIT OR ISC' } },
    ],
    [
      'text and classifiers',
      'License: BSD\nClassifier: License :: OSI Approved :: BSD License\n',
      { licence: { ...licence, text: 'BSD', classifiers: ['License :: OSI Approved :: BSD License'] } },
    ],
    ['a whole licence text as none', `License: MIT\n${' x\n'.repeat(1_000)}`, { licence }],
    [
      'a text over lines',
      'License: MIT\n  License\nName: a\n',
      { licence: { ...licence, text: 'MIT\nLicense' } },
    ],
    ['fields in any case', 'LICENSE: MIT\r\n', { licence: { ...licence, text: 'MIT' } }],
    [
      'the source among addresses',
      'Project-URL: Homepage, https://a.invalid\nProject-URL: Source Code, https://s.invalid/x\n',
      { repository: 'https://s.invalid/x' },
    ],
    [
      'a home page on a forge',
      'Home-page: https://github.com/a/b\n',
      { repository: 'https://github.com/a/b' },
    ],
    [
      'no other home page',
      'Home-page: https://a.invalid\nProject-URL: Homepage, https://b.invalid\n',
      { repository: null },
    ],
    ['an address without a label', 'Project-URL: https://github.com/a/b\n', { repository: null }],
    [
      'nothing of the description',
      'Name: a\n\nLicense: MIT\nRequires-Dist: evil\n',
      { dependencies: [], licence },
    ],
    [
      'what comes before a line that is no field',
      'License: MIT\n???\nName: a\n',
      { licence: { ...licence, text: 'MIT' } },
    ],
  ])('reads %s', (_title, text, expected) => {
    expect(readCoreMetadata(text)).toMatchObject(expected);
  });
});
