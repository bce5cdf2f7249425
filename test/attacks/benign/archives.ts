import { createHash } from 'node:crypto';
import { rawTarball, recordLine, zip } from '@sallyport/analysis/testing';
import type { BenignCase, Files, Format, Incident } from './benign-case';
import { licenceText, type Licence } from './licences';

/** What every honest package has; the builders add README, licence and metadata from it. */
export interface Honest {
  twinOf?: Incident;
  why: string;
  name: string;
  version: string;
  summary: string;
  /** `Name <address>` */
  author: string;
  licence?: Licence;
  /** What the README shows under "Usage". */
  usage: string;
  files: Files | (() => Files);
}

export interface HonestTarball extends Honest {
  manifest?: Record<string, unknown>;
}

export interface HonestPython extends Honest {
  requires?: readonly string[];
  python?: string;
  topics?: readonly string[];
}

export interface HonestWheel extends HonestPython {
  generator?: string;
  tag?: string;
  entryPoints?: string;
}

/** npm packs every file with this date. */
const NPM_DATE = new Date('1985-10-26T08:15:00.000Z');
/** A fixed date for sdists, so that an archive is the same each time. */
const SDIST_DATE = new Date('2026-03-02T09:30:00.000Z');

export function tarballs(theme: string, packages: readonly HonestTarball[]): readonly BenignCase[] {
  return packages.map((own) => caseOf(theme, 'tarball', own, () => tarballFiles(own)));
}

export function wheels(theme: string, packages: readonly HonestWheel[]): readonly BenignCase[] {
  return packages.map((own) => caseOf(theme, 'wheel', own, () => wheelFiles(own)));
}

export function sdists(theme: string, packages: readonly HonestPython[]): readonly BenignCase[] {
  return packages.map((own) => caseOf(theme, 'sdist', own, () => sdistFiles(own)));
}

/** The bytes that a registry would serve. */
export async function archiveOf(benign: BenignCase): Promise<Buffer> {
  const files = Object.entries(benign.files());
  if (benign.format === 'wheel') return zip(files.map(([name, content]) => ({ name, content })));
  const top = benign.format === 'tarball' ? 'package' : `${underscored(benign.name)}-${benign.version}`;
  const mtime = benign.format === 'tarball' ? NPM_DATE : SDIST_DATE;
  return rawTarball(
    files.map(([path, content]) => [
      { name: `${top}/${path}`, mtime, mode: isProgram(content) ? 0o755 : 0o644 },
      content,
    ]),
  );
}

function caseOf(theme: string, format: Format, own: Honest, files: () => Files): BenignCase {
  const { name, version, why, twinOf } = own;
  return {
    id: `${format}/${name}-${version}`,
    ...(twinOf === undefined ? {} : { twinOf }),
    theme,
    ecosystem: format === 'tarball' ? 'npm' : 'pypi',
    format,
    name,
    version,
    why,
    fileName: fileNameOf(format, own),
    files,
  };
}

function fileNameOf(format: Format, own: HonestWheel): string {
  if (format === 'tarball') return `${own.name.replace(/^@/, '').replace('/', '-')}-${own.version}.tgz`;
  const stem = `${underscored(own.name)}-${own.version}`;
  return format === 'sdist' ? `${stem}.tar.gz` : `${stem}-${own.tag ?? 'py3-none-any'}.whl`;
}

function tarballFiles(own: HonestTarball): Files {
  const plain = own.name.replace(/^@/, '').replace('/', '-');
  const manifest = {
    name: own.name,
    version: own.version,
    description: own.summary,
    homepage: `https://${plain}.example/`,
    repository: { type: 'git', url: `git+https://code.example/${plain}/${plain}.git` },
    bugs: { url: `https://code.example/${plain}/${plain}/issues` },
    license: own.licence ?? 'MIT',
    author: own.author,
    ...own.manifest,
  };
  return {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    LICENSE: licenceText(own.licence ?? 'MIT', own.author),
    'README.md': readme(own, `npm install ${own.name}`, 'js'),
    ...filesOf(own),
  };
}

function wheelFiles(own: HonestWheel): Files {
  const info = `${underscored(own.name)}-${own.version}.dist-info`;
  const tag = own.tag ?? 'py3-none-any';
  const generator = own.generator ?? 'setuptools (80.9.0)';
  const files = filesOf(own);
  const isPure = tag.endsWith('-none-any');
  const tops = new Set(
    Object.keys(files)
      .filter((path) => !path.endsWith('.pth'))
      .map((path) => (path.split('/')[0] ?? '').replace(/\.py$/, '')),
  );
  const all: Record<string, string | Buffer> = {
    ...files,
    [`${info}/METADATA`]: metadata(own),
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: ${generator}\nRoot-Is-Purelib: ${String(isPure)}\nTag: ${tag}\n\n`,
    [`${info}/licenses/LICENSE`]: licenceText(own.licence ?? 'MIT', own.author),
  };
  if (own.entryPoints !== undefined) all[`${info}/entry_points.txt`] = own.entryPoints;
  if (generator.startsWith('setuptools'))
    all[`${info}/top_level.txt`] = [...tops].filter((top) => !top.endsWith('.data')).join('\n') + '\n';
  const record = Object.entries(all).map(([path, content]) => recordLine(path, content));
  return { ...all, [`${info}/RECORD`]: [...record, `${info}/RECORD,,`, ''].join('\n') };
}

function sdistFiles(own: HonestPython): Files {
  const files = filesOf(own);
  const all: Record<string, string | Buffer> = {
    'PKG-INFO': metadata(own),
    'README.md': readme(own, `pip install ${own.name}`, 'python'),
    LICENSE: licenceText(own.licence ?? 'MIT', own.author),
    ...files,
  };
  if (!('setup.py' in files) && !('setup.cfg' in files)) return all;
  const egg = `${Object.keys(files).some((path) => path.startsWith('src/')) ? 'src/' : ''}${underscored(own.name)}.egg-info`;
  const names = ['PKG-INFO', 'SOURCES.txt', 'dependency_links.txt', 'top_level.txt'].map(
    (name) => `${egg}/${name}`,
  );
  return {
    ...all,
    'setup.cfg': all['setup.cfg'] ?? '[egg_info]\ntag_build = \ntag_date = 0\n\n',
    [`${egg}/PKG-INFO`]: metadata(own),
    [`${egg}/SOURCES.txt`]: [...Object.keys(all), ...names].sort().join('\n') + '\n',
    [`${egg}/dependency_links.txt`]: '\n',
    [`${egg}/top_level.txt`]: `${underscored(own.name)}\n`,
  };
}

function metadata(own: HonestPython): string {
  const [, name = '', email = ''] = /^(.*?) <(.*)>$/.exec(own.author) ?? [];
  const home = `https://${underscored(own.name).replace(/_/g, '-')}.example`;
  return [
    'Metadata-Version: 2.4',
    `Name: ${own.name}`,
    `Version: ${own.version}`,
    `Summary: ${own.summary}`,
    `Author-email: ${name} <${email}>`,
    `License-Expression: ${own.licence ?? 'MIT'}`,
    `Project-URL: Homepage, ${home}/`,
    `Project-URL: Source, https://code.example/${own.name}`,
    ...(
      own.topics ?? ['Development Status :: 5 - Production/Stable', 'Programming Language :: Python :: 3']
    ).map((topic) => `Classifier: ${topic}`),
    `Requires-Python: ${own.python ?? '>=3.9'}`,
    'Description-Content-Type: text/markdown',
    'License-File: LICENSE',
    ...(own.requires ?? []).map((requirement) => `Requires-Dist: ${requirement}`),
    '',
    readme(own, `pip install ${own.name}`, 'python'),
  ].join('\n');
}

function readme(own: Honest, install: string, language: string): string {
  const fence = '```';
  return `# ${own.name}

${own.summary}

## Install

${fence}sh
${install}
${fence}

## Usage

${fence}${language}
${own.usage.trim()}
${fence}

## Licence

${own.licence ?? 'MIT'}, see LICENSE.
`;
}

function filesOf(own: Honest): Files {
  return typeof own.files === 'function' ? own.files() : own.files;
}

/** PEP 427: `-` and `.` in a distribution's name become `_` in file names. */
function underscored(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '_');
}

/** What a publisher's file system would mark as executable: scripts with a shebang, and ELF files. */
function isProgram(content: string | Buffer): boolean {
  return ['#!', '\x7fELF'].some((start) => content.slice(0, start.length).toString() === start);
}

/** For manifests that state what they will fetch or carry. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
