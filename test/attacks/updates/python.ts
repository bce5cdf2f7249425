import { sharedObject } from '@sallyport/analysis/testing';
import { sdistOf, wheelOf } from '../packages';
import { type HonestUpdate } from './update';

const extension = (text: string) =>
  sharedObject({ imports: ['PyModule_Create2'], exports: ['PyInit__fast'], strings: [text] });
/** What setuptools wrote for packages that share a namespace; the name of the file has the version in it. */
const NAMESPACE = `import sys, types, os;p = os.path.join(sys._getframe(1).f_locals['sitedir'], *('acme',));m = sys.modules.setdefault('acme', types.ModuleType('acme'));mp = m.__dict__.setdefault('__path__',[]);(p not in mp) and mp.append(p)\n`;

/** Releases of PyPI packages that gain nothing that a reviewer has to hold. */
export const PYTHON_UPDATES: readonly HonestUpdate[] = [
  {
    id: 'wheel-patch',
    why: 'A mistake in one function is mended.',
    previous: wheelOf('table-spans', '2.4.1'),
    sample: wheelOf('table-spans', '2.4.2', {
      init: (honest) => `${honest}\n\ndef is_empty(span):\n    return not span or span[0] >= span[1]\n`,
    }),
  },
  {
    id: 'wheel-module',
    why: 'A feature comes with a module of its own.',
    previous: wheelOf('table-joins', '2.4.1'),
    sample: wheelOf('table-joins', '2.5.0', {
      files: {
        'table_joins/outer.py': `"""Outer joins."""\n\n\ndef outer(left, right, key):\n    keys = sorted({row[key] for row in left} | {row[key] for row in right})\n    by_left = {row[key]: row for row in left}\n    by_right = {row[key]: row for row in right}\n    return [{**by_left.get(one, {}), **by_right.get(one, {})} for one in keys]\n`,
      },
    }),
  },
  {
    id: 'wheel-extension',
    why: 'The compiled part is built anew.',
    previous: wheelOf('fast-sums', '1.0.0', {
      tag: 'cp311-cp311-manylinux_2_17_x86_64',
      files: { 'fast_sums/_fast.cpython-311-x86_64-linux-gnu.so': extension('built in March') },
    }),
    sample: wheelOf('fast-sums', '1.0.1', {
      tag: 'cp311-cp311-manylinux_2_28_x86_64',
      files: { 'fast_sums/_fast.cpython-311-x86_64-linux-gnu.so': extension('built in May') },
    }),
  },
  {
    id: 'wheel-namespace',
    why: 'The start-up file of a namespace has the new version in its name, and the same line in it.',
    previous: wheelOf('acme-store', '1.7.0', { files: { 'acme_store-1.7.0-nspkg.pth': NAMESPACE } }),
    sample: wheelOf('acme-store', '1.8.0', { files: { 'acme_store-1.8.0-nspkg.pth': NAMESPACE } }),
  },
  {
    id: 'wheel-dependency',
    why: 'A package of many years is taken up; its module is called otherwise than it is.',
    previous: wheelOf('conf-trees', '3.0.0', { requires: ['click>=8'] }),
    sample: wheelOf('conf-trees', '3.1.0', {
      requires: ['click>=8', 'PyYAML>=6.0', 'pytest>=8; extra == "test"'],
      init: (honest) => `import yaml\n${honest}\n\ndef loads(text):\n    return yaml.safe_load(text)\n`,
    }),
    ages: { pyyaml: 6_500 },
  },
  {
    id: 'sdist-backend',
    why: 'The project moves from setup.py to a build tool of today.',
    previous: sdistOf('unit-scales', '0.5.0'),
    sample: sdistOf('unit-scales', '0.6.0', {
      setup: '',
      pyproject: `[build-system]\nrequires = ["hatchling>=1.26"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "unit-scales"\nversion = "0.6.0"\n`,
    }),
    ages: { hatchling: 1_300 },
  },
  {
    id: 'sdist-patch',
    why: 'setup.py says the new version, and that an older Python is no longer served.',
    previous: sdistOf('unit-names', '0.5.0'),
    sample: sdistOf('unit-names', '0.5.1', { setup: (honest) => honest.replace('>=3.8', '>=3.9') }),
  },
  {
    id: 'sdist-tests',
    why: 'Tests are packed with the source.',
    previous: sdistOf('unit-parts', '1.0.0'),
    sample: sdistOf('unit-parts', '1.0.1', {
      files: {
        'tests/test_parts.py': `import unit_parts\n\n\ndef test_it_loads():\n    assert unit_parts.__version__\n`,
      },
    }),
  },
];
