import fc from 'fast-check';
import type { Ecosystem } from '../package';
import { accuseName } from './accuse-name';
import type { AccusationKind } from './accusation';
import { builtInPopularNames } from './data';
import { PopularNames } from './popular-names';

const POPULAR = { npm: builtInPopularNames('npm'), pypi: builtInPopularNames('pypi') };
const accuse = (ecosystem: Ecosystem, name: string) =>
  accuseName({ ecosystem, name, popular: POPULAR[ecosystem] });

const INTERNAL = { names: ['acme-billing', '@acme/tools', 'lodash'], scopes: ['@acme-inc'] };
const accuseInternal = (ecosystem: Ecosystem, name: string) =>
  accuseName({ ecosystem, name, popular: POPULAR[ecosystem], internal: INTERNAL });

describe('names/accuse-name', () => {
  it.each<[Ecosystem, string, AccusationKind, string]>([
    ['npm', 'lodsh', 'omission', 'lodash'],
    ['npm', 'lodassh', 'repetition', 'lodash'],
    ['npm', 'lodahs', 'transposition', 'lodash'],
    ['npm', 'lofash', 'substitution', 'lodash'],
    ['npm', 'lodeash', 'insertion', 'lodash'],
    ['npm', 'nodefetch', 'separator', 'node-fetch'],
    ['npm', 'rnoment', 'homoglyph', 'moment'],
    ['npm', 'lоdash', 'homoglyph', 'lodash'],
    ['npm', '\u200blodash', 'homoglyph', 'lodash'],
    ['npm', 'types-node', 'scope', '@types/node'],
    ['npm', 'angular-core', 'scope', '@angular/core'],
    ['npm', '@bable/core', 'scope', '@babel/core'],
    ['npm', '@lodash/lodash', 'scope', 'lodash'],
    ['npm', 'lodash-official', 'combosquat', 'lodash'],
    ['npm', 'lodash-v5', 'suffix', 'lodash'],
    ['npm', 'dotenv2', 'suffix', 'dotenv'],
    ['pypi', 'numpy2', 'suffix', 'numpy'],
    ['npm', 'fetch-node', 'word-order', 'node-fetch'],
    ['pypi', 'Python_Requests', 'combosquat', 'requests'],
    ['pypi', 'requests3', 'suffix', 'requests'],
    ['pypi', 'urllib2', 'suffix', 'urllib3'],
  ])('%s:%s: %s of %s', (ecosystem, name, kind, target) => {
    expect(accuse(ecosystem, name)[0]).toMatchObject({ kind, target });
  });

  it.each<[string, Ecosystem, string]>([
    ['a short name beside another', 'npm', 'mx'],
    ['a name of three letters', 'pypi', 'sax'],
    ['a plugin, as the author of a framework wants them', 'npm', 'eslint-plugin-orchard'],
    ['a member of a family', 'pypi', 'pytest-orchard'],
    ['a scope where only its owner publishes', 'npm', '@babel/cor'],
    ['a scope that resembles none', 'npm', '@orchard/core'],
    ['a word of its own', 'npm', 'orchard'],
    ['an addition to a name of two letters', 'npm', 'pg-tools'],
    ['nothing', 'npm', ''],
    ['a text too long to be a name', 'npm', 'lodash'.repeat(40)],
  ])('leaves %s alone: %s:%s', (_, ecosystem, name) => {
    expect(accuse(ecosystem, name)).toEqual([]);
  });

  it('says how, in words, and of each target once', () => {
    expect(accuse('npm', 'lodahs')).toEqual([
      {
        kind: 'transposition',
        target: 'lodash',
        text: 'It is lodash with two neighbouring characters swapped.',
      },
    ]);
  });

  it('names the most popular target first', () => {
    const popular = new PopularNames('npm', ['orchard', 'orchards-x', 'orchardy']);

    const targets = accuseName({ ecosystem: 'npm', name: 'orchardt', popular }).map(({ target }) => target);

    expect(targets).toEqual(['orchard', 'orchardy']);
  });

  it('asks for more where a family differs in a short word of a name that few know', () => {
    const others = Array.from({ length: 400 }, (_, index) => `filler${index}`);
    const judge = (names: string[]) =>
      accuseName({ ecosystem: 'pypi', name: 'orchard-cog', popular: new PopularNames('pypi', names) }).length;

    expect(judge(['orchard-cov', ...others])).toBe(1);
    expect(judge([...others, 'orchard-cov'])).toBe(0);
  });

  it('keeps control characters of a list out of what it says', () => {
    const popular = new PopularNames('npm', ['orch\u001b[31mard']);

    const [accusation] = accuseName({ ecosystem: 'npm', name: 'orch\u001b[31mrad', popular });

    // eslint-disable-next-line no-control-regex -- that is what is looked for
    expect(accusation?.text).not.toMatch(/\u001b/);
  });

  describe('internal names', () => {
    it.each<[Ecosystem, string, string]>([
      ['npm', 'acme-billing', 'acme-billing'],
      ['pypi', 'Acme.Billing', 'acme-billing'],
      ['npm', 'acmebilling', 'acme-billing'],
      ['npm', 'acme-bi11ing', 'acme-billing'],
      ['npm', 'acme-tools', '@acme/tools'],
      ['npm', 'tools', '@acme/tools'],
      ['npm', '@acme-inc/anything', '@acme-inc/*'],
      ['npm', 'lodash', 'lodash'],
    ])('%s:%s is confused with %s', (ecosystem, name, target) => {
      expect(accuseInternal(ecosystem, name)).toContainEqual(
        expect.objectContaining({ kind: 'dependency-confusion', target }),
      );
    });

    it.each<[Ecosystem, string]>([
      ['npm', 'express'],
      ['npm', 'acme'],
      ['npm', '@acme-incorporated/anything'],
    ])('%s:%s is not', (ecosystem, name) => {
      expect(accuseInternal(ecosystem, name)).toEqual([]);
    });
  });

  describe('for every name', () => {
    const ecosystem = fc.constantFrom<Ecosystem>('npm', 'pypi');
    const nearly = fc
      .tuple(
        fc.constantFrom(...POPULAR.npm.names, ...POPULAR.pypi.names),
        fc.string({ unit: 'binary', maxLength: 3 }),
        fc.nat(20),
      )
      .map(([name, text, at]) => name.slice(0, at) + text + name.slice(at));
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), nearly);

    it('never throws, accuses each target once, and never of being itself', () => {
      fc.assert(
        fc.property(ecosystem, anything, (eco, name) => {
          const targets = accuseInternal(eco, name).map(({ target }) => target);
          expect(new Set(targets).size).toBe(targets.length);
          expect(accuse(eco, name).map(({ target }) => target)).not.toContain(name);
        }),
        { numRuns: 2_000 },
      );
    });

    it('never accuses an established name', () => {
      fc.assert(
        fc.property(ecosystem, fc.array(anything, { maxLength: 30 }), (eco, names) => {
          const popular = new PopularNames(eco, names);
          const ascii = popular.names.filter((name) => /^[ -~]+$/.test(name));
          for (const name of ascii) expect(accuseName({ ecosystem: eco, name, popular })).toEqual([]);
        }),
      );
    });

    it('says the same of every spelling of a PyPI name', () => {
      const spelled = fc.tuple(
        fc.constantFrom(
          'python-dateutl',
          'scikit-laern',
          'requests-official',
          'typing-extensions',
          'google-auht',
        ),
        fc.constantFrom('-', '_', '.', '--', '_.'),
        fc.boolean(),
      );
      fc.assert(
        fc.property(spelled, ([name, between, isUpper]) => {
          const other = name.replaceAll('-', between);
          expect(accuse('pypi', isUpper ? other.toUpperCase() : other)).toEqual(accuse('pypi', name));
        }),
      );
    });
  });
});
