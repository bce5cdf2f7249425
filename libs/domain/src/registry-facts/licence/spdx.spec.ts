import parse from 'spdx-expression-parse';
import { COMMON_IDS, LICENCE_ALIASES } from './aliases';
import { LICENCE_CLASSIFIERS } from './classifiers';
import { spdxOf } from './spdx';

const OSI = 'License :: OSI Approved';

describe('libs/domain/registry-facts/licence/spdx', () => {
  it.each([
    ['MIT', 'MIT'],
    [' MIT ', 'MIT'],
    ['mit', 'MIT'],
    ['MIT License.', 'MIT'],
    ['(MIT OR Apache-2.0)', '(MIT OR Apache-2.0)'],
    ['mit or apache-2.0', 'MIT OR Apache-2.0'],
    ['(bsd-3-clause and mit)', '(BSD-3-Clause AND MIT)'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['Apache License,   Version 2.0', 'Apache-2.0'],
    ['BSD', undefined],
    ['GPL', undefined],
    ['Apache', undefined],
    ['UNLICENSED', undefined],
    ['SEE LICENSE IN LICENSE.md', undefined],
    ['MIT/Apache-2.0', undefined],
    ['MIT OR', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
    ['', undefined],
    [`MIT${' '.repeat(10_000)}`, undefined],
    ['('.repeat(250), undefined],
  ])('reads the expression %j as %j', (expression, expected) => {
    expect(spdxOf({ expression, text: null, classifiers: [] })).toBe(expected);
  });

  it.each<[string, string | null, string[], string | undefined]>([
    ['text before classifiers', 'ISC', [`${OSI} :: MIT License`], 'ISC'],
    [
      'classifiers where the text says nothing',
      'Copyright me. '.repeat(100),
      [`${OSI} :: MIT License`],
      'MIT',
    ],
    ['classifiers beside others', null, ['Topic :: Utilities', OSI, `${OSI} :: ISC License (ISCL)`], 'ISC'],
    [
      'two that bind together',
      null,
      [`${OSI} :: MIT License`, `${OSI} :: Apache Software License`],
      'Apache-2.0 AND MIT',
    ],
    ['one twice', null, [`${OSI} :: MIT License`, `${OSI} :: MIT License`], 'MIT'],
    ['a family', 'BSD', [`${OSI} :: BSD License`], undefined],
    ['a family beside a licence', null, [`${OSI} :: MIT License`, `${OSI} :: BSD License`], undefined],
    ['nothing', null, [], undefined],
    ['only that somebody approved of it', null, [OSI], undefined],
  ])('reads Python metadata: %s', (_title, text, classifiers, expected) => {
    expect(spdxOf({ expression: null, text, classifiers })).toBe(expected);
  });

  it('believes an expression alone, even where it cannot be read', () => {
    expect(
      spdxOf({ expression: 'LicenseRef-Ours', text: 'MIT', classifiers: [`${OSI} :: MIT License`] }),
    ).toBe('LicenseRef-Ours');
    expect(spdxOf({ expression: 'ask us', text: 'MIT', classifiers: [] })).toBeUndefined();
  });

  it('maps to identifiers that SPDX has', () => {
    const ids = [...COMMON_IDS, ...LICENCE_ALIASES.values(), ...LICENCE_CLASSIFIERS.values()];

    expect(ids.filter((id) => !('license' in parse(id)))).toEqual([]);
  });

  it('finds every alias by how it looks things up', () => {
    expect([...LICENCE_ALIASES.keys()].filter((alias) => alias !== alias.toLowerCase().trim())).toEqual([]);
  });
});
