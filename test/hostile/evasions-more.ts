import { gunzipSync } from 'node:zlib';
import { npmPackage, wheel, zip } from '@sallyport/analysis/testing';
import { inPieces } from './pieces';
import { js, JS, py, PY, pyc, sdist, type Evasion } from './evasions';

const FLOW = `/* @flow */
import typeof Shape from './shape';
export opaque type Id = string;
type Pair<T> = {| +a: ?T, b: Array<?string> |};

const asked = (input: any);
export function first<T>(a: ?T, b?: {| a: number |}): Promise<?{ x: 1 }> {
  BODY
}
`;

/** The same payload in further forms of the ones that were unseen once. */
export const MORE_FORMS: readonly Evasion[] = [
  js('in a function with types that only Flow knows', { 'index.js': FLOW.replace('BODY', JS) }),
  js('in a handler of markup', {
    'index.js': `export const a = () => <a onClick={() => { ${JS} }}>{1}</a>;\n`,
  }),
  js('before a line of no language', { 'index.js': `${JS}\nlet = ;\nlet = ;\n` }),
  js('behind blanks on a line of its own', { 'index.js': `a();\n${' '.repeat(3_000_000)}${JS}` }),
  js('in a member of settings, by a name', {
    'index.js': `const { b } = require('./x.json').a; new Function(b)()`,
    'x.json': JSON.stringify({ a: { b: JS } }),
  }),
  js('in settings, late', {
    'index.js': `const s = require('./x.json');\nsetTimeout(s.late, 100)`,
    'x.json': JSON.stringify({ late: JS }),
  }),
  py('in a text that is opened with `with`', {
    'a/b.py': `import os\nwith open(os.path.join(os.path.dirname(__file__), 'x.txt')) as f:\n    exec(f.read())\n`,
    'a/x.txt': PY,
  }),
  py('in a text by its path', {
    'a/b.py': `from pathlib import Path\nexec(compile((Path(__file__).parent / 'x.txt').read_text(), 'x', 'exec'))\n`,
    'a/x.txt': PY,
  }),
  py('in a part of a text', {
    'a.py': `exec(open('README.md').read().split('---')[1])`,
    'README.md': `# a\n---\n${PY}---\n`,
  }),
  py('in data of the package, packed', {
    'a/__init__.py': `import pkgutil, base64\nexec(base64.b64decode(pkgutil.get_data('a', 'x.txt')))\n`,
    'a/x.txt': Buffer.from(PY).toString('base64'),
  }),
  py('in a member of settings, in Python', {
    'a.py': `import json\nexec(json.load(open('x.json'))['run'])\n`,
    'x.json': JSON.stringify({ run: PY }),
  }),
  py('in names over several lines', {
    'a.py': PY.replace('urllib.request.urlopen(', '(urllib  # a\n  .request\n  .urlopen)('),
  }),
  py('in an import that goes on', {
    'a.py': PY.replace('import os, json, urllib.request', 'import os, json, \\\n  urllib. \\\n  request'),
  }),
];

/** Compiled Python that runs, beside code that is there to be read. */
export const COMPILED: readonly Evasion[] = [
  py('compiled, and compared with a digest of its source', {
    'a.py': 'x = 1',
    '__pycache__/a.cpython-311.pyc': pyc(3),
  }),
  sdist('compiled, with the size and time of its source', {
    'setup.py': 'import a',
    'a.py': 'x = 1',
    '__pycache__/a.cpython-311.pyc': pyc(0, 5),
  }),
  py('compiled, by another name', { 'sample/words.dat': pyc(0), 'sample/__init__.py': '' }),
  py('compiled, by the name of a source', { 'sample/run.py': pyc(0), 'sample/__init__.py': '' }),
  py('compiled, and larger than what is kept', {
    'a.py': 'x = 1',
    '__pycache__/a.cpython-311.pyc': Buffer.concat([pyc(1), Buffer.alloc(17 * 1024 * 1024)]),
  }),
  {
    what: 'compiled, beside its source in a zip that Python loads from',
    ecosystem: 'pypi',
    build: () =>
      wheel({
        'x.zip': zip([
          { name: 'a.py', content: 'x = 1' },
          { name: 'a.pyc', content: pyc(0, 5) },
        ]),
      }),
  },
  {
    what: 'as machine code whose first byte comes in a piece of its own',
    ecosystem: 'npm',
    build: async () => {
      const library = Buffer.from('\u007fELF id_rsa connect', 'latin1');
      const whole = gunzipSync(await npmPackage({}, { 'x.txt': library }));
      const start = whole.indexOf(library);
      return inPieces([whole.subarray(0, start + 1), whole.subarray(start + 1)]);
    },
  },
];

/** They do what the ones above do, and nothing else. */
export const TWINS: readonly Evasion[] = [
  js('types of Flow', {
    'index.js': `// @flow\nfunction f(a: string): number { return 1; }\nfetch('https://x.invalid');\n`,
  }),
  js('markup in a .js', {
    'index.js': `export const a = () => <a onClick={() => fetch('https://x.invalid')}>{1}</a>;\n`,
  }),
  js('an empty beginning', { 'index.js': `${'\n'.repeat(500_000)}fetch('https://x.invalid');\n` }),
  js('blanks at the ends of lines', {
    'index.js': `${`a();${' '.repeat(300)}\n`.repeat(50)}fetch('https://x.invalid');\n`,
  }),
  js('an expression in settings', {
    'index.js': `exports.answer = eval(require('./x.json').sum)`,
    'x.json': JSON.stringify({ sum: '6 * 7' }),
  }),
  js(
    'an address in settings',
    {
      'index.js': `fetch(require('./package.json').homepage)`,
    },
    { homepage: 'https://x.invalid' },
  ),
  py('a version that is read', {
    'a/__init__.py': `import os\nexec(open(os.path.join(os.path.dirname(__file__), 'version.txt')).read())\n`,
    'a/version.txt': `__version__ = '1.0'\n`,
  }),
  py('a license that is printed', { 'a.py': `print(open('LICENSE.txt').read())`, 'LICENSE.txt': 'MIT' }),
  py('an address that goes on', {
    'a.py': `import urllib.request\n\ndef get():\n    return urllib.request.\\\n      urlopen('https://x.invalid').read()\n`,
  }),
];
