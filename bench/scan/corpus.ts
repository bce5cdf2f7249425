import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { Ecosystem } from '@sallyport/domain';
import fetch from 'make-fetch-happen';
import { parse } from 'smol-toml';
import { DATA } from '../advisories/scanner-parts';
import { npmAtHand, wheelsAtHand } from './at-hand';

export interface Corpus {
  name: 'npm' | 'wheels' | 'sdists';
  ecosystem: Ecosystem;
  /** Paths of the artifacts, most used package first where the order is known. */
  files: readonly string[];
}

/** Packages of each ecosystem. */
const PACKAGES = 300;
/** No local index has sdists: a few, of as many ways to build as there are, are fetched by name. */
const SDISTS = [
  'cffi',
  'cryptography',
  'lxml',
  'markupsafe',
  'numpy',
  'orjson',
  'pandas',
  'psutil',
  'psycopg2-binary',
  'pyyaml',
  'setuptools',
  'versioneer',
];
const AT_HAND =
  "the most used ones of npm's cache after installing this checkout and of a local index of wheels, and a few sdists";
const FETCHES = 6;
/** Fetched once; `npm run stop -- --purge` removes it with everything else. */
const FOLDER = resolve(__dirname, '../../../.sallyport/bench-corpus');
const DONE = join(FOLDER, 'done');
const run = promisify(execFile);

/**
 * Real artifacts; nothing of them is run. They are gathered once. By default these are the most used ones at hand: npm
 * tarballs that npm's cache holds since this checkout was installed, and wheels of the folders that the command names
 * (a local index, a wheelhouse). With `fetch` they are the most used ones of all, fetched by npm and uv as they are
 * configured: hundreds of requests to package registries.
 */
export async function corpora(): Promise<Corpus[]> {
  if (!existsSync(DONE)) {
    const isFetched = process.argv.includes('fetch');
    await (isFetched ? fetchPopular() : gather(foldersNamed()));
    writeFileSync(DONE, isFetched ? `the ${PACKAGES} most used of each ecosystem, fetched` : AT_HAND);
  }
  return [
    { name: 'npm', ecosystem: 'npm', files: contents('npm') },
    { name: 'wheels', ecosystem: 'pypi', files: contents('wheels') },
    { name: 'sdists', ecosystem: 'pypi', files: contents('sdists') },
  ];
}

/** What the artifacts are, in words. */
export function toldCorpora(): string {
  return readFileSync(DONE, 'utf8');
}

function foldersNamed(): string[] {
  return process.argv.slice(2).filter((word) => existsSync(word) && statSync(word).isDirectory());
}

async function gather(folders: readonly string[]): Promise<void> {
  npmAtHand(join(FOLDER, 'npm'), popular('npm'), PACKAGES);
  wheelsAtHand(join(FOLDER, 'wheels'), folders, popular('pypi'), PACKAGES);
  await fetchLocked(SDISTS, { sdists: folderOf('sdists') });
}

async function fetchPopular(): Promise<void> {
  const npm = folderOf('npm');
  const names = popular('npm').slice(0, PACKAGES);
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', npm, ...names];
  await run('npm', args, { maxBuffer: 64 * 1024 ** 2 });
  await fetchLocked(popular('pypi').slice(0, PACKAGES), {
    wheels: folderOf('wheels'),
    sdists: folderOf('sdists'),
  });
}

function folderOf(name: Corpus['name']): string {
  const folder = join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function popular(ecosystem: Ecosystem): string[] {
  return readFileSync(join(DATA, `popular-${ecosystem}.txt`), 'utf8')
    .split('\n')
    .filter((name) => name !== '');
}

interface Locked {
  url: string;
  hashes: { sha256: string };
}

/** Twice, because uv locks no sdists where it may build nothing, and with the versions fixed nothing needs building. */
async function fetchLocked(
  projects: readonly string[],
  folders: { wheels?: string; sdists: string },
): Promise<void> {
  const names = join(FOLDER, 'names.in');
  writeFileSync(names, projects.join('\n'));
  const first = await lock(names, ['--no-build']);
  const pins = join(FOLDER, 'pins.in');
  writeFileSync(pins, first.map(({ name, version }) => `${name}==${version}`).join('\n'));
  const jobs = (await lock(pins, [])).flatMap(({ wheels = [], sdist }) => {
    const wheel = wheels.find(({ url }) => /none-any/.test(url)) ?? wheels.find(isOfLinux) ?? wheels[0];
    return [
      ...(wheel === undefined || folders.wheels === undefined ? [] : [{ folder: folders.wheels, ...wheel }]),
      ...(sdist === undefined ? [] : [{ folder: folders.sdists, ...sdist }]),
    ];
  });
  const worker = async (): Promise<void> => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await download(job);
  };
  await Promise.all(Array.from({ length: FETCHES }, worker));
}

function isOfLinux({ url }: Locked): boolean {
  return /manylinux.*x86_64/.test(url);
}

async function lock(
  input: string,
  options: readonly string[],
): Promise<{ name: string; version: string; wheels?: Locked[]; sdist?: Locked }[]> {
  const output = join(FOLDER, 'pylock.corpus.toml');
  const uv = process.env['UV_PATH'] ?? 'uv';
  await run(uv, [
    'pip',
    'compile',
    '--no-deps',
    ...options,
    '--format',
    'pylock.toml',
    input,
    '-o',
    output,
    '-q',
  ]);
  return (parse(readFileSync(output, 'utf8')) as unknown as { packages: Awaited<ReturnType<typeof lock>> })
    .packages;
}

async function download({ folder, url, hashes }: Locked & { folder: string }): Promise<void> {
  const file = join(folder, basename(decodeURIComponent(new URL(url).pathname)));
  if (existsSync(file)) return;
  const { body } = await fetch(url);
  const bytes = await buffer(body);
  if (createHash('sha256').update(bytes).digest('hex') !== hashes.sha256)
    throw new Error(`${file}: other bytes`);
  writeFileSync(file, bytes);
}

function contents(name: Corpus['name']): string[] {
  const folder = folderOf(name);
  return readdirSync(folder)
    .sort()
    .map((file) => join(folder, file));
}
