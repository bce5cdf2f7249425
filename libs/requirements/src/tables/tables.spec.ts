import { isBuiltin } from './node-builtins';
import { entryOf, MODULE_ROWS } from './python-modules';
import { standingOf, type Standing } from './python-standard-library';

const ALL = { from: 9, to: 14 };

describe('tables', () => {
  it('know what is called differently', () => {
    expect(MODULE_ROWS).toBeGreaterThanOrEqual(150);
  });

  it.each([
    ['yaml', ['pyyaml']],
    ['PIL.Image', ['pillow']],
    ['google.cloud.storage.blob', ['google-cloud-storage']],
    ['azure.storage.blob', ['azure-storage-blob']],
    ['airflow.providers.amazon.aws', ['apache-airflow-providers-amazon']],
    ['Crypto', ['pycryptodome', 'pycrypto']],
    ['google', []],
    ['requests', undefined],
  ])('%s is of %j', (module, distributions) => {
    expect(entryOf(module)?.distributions).toEqual(distributions);
  });

  it.each<[string, { from: number; to: number }, Standing['kind']]>([
    ['os.path', ALL, 'standard'],
    ['tomllib', ALL, 'partly'],
    ['tomllib', { from: 11, to: 14 }, 'standard'],
    ['tomllib', { from: 9, to: 10 }, 'foreign'],
    ['distutils', { from: 9, to: 11 }, 'standard'],
    ['distutils', ALL, 'partly'],
    ['distutils', { from: 12, to: 14 }, 'removed'],
    ['urllib2', ALL, 'removed'],
    ['requests', ALL, 'foreign'],
  ])('%s for %j is %s', (module, versions, kind) => {
    expect(standingOf(module, versions).kind).toBe(kind);
  });

  it.each([
    ['fs', true],
    ['fs/promises', true],
    ['node:test', true],
    ['test', false],
    ['punycode/', false],
    ['fs-extra', false],
  ])('%s is built in: %s', (specifier, expected) => {
    expect(isBuiltin(specifier)).toBe(expected);
  });
});
