import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { Ecosystem } from '@sallyport/domain';
import fetch from 'make-fetch-happen';
import { parse } from 'smol-toml';
import { DATA } from '../advisories/scanner-parts';

export interface Corpus {
  name: 'npm' | 'wheels' | 'sdists';
  ecosystem: Ecosystem;
  /** Paths of the artifacts, most used package first where the order is known. */
  files: readonly string[];
}

/** Most used packages of each ecosystem. */
export const PACKAGES = 300;
const FETCHES = 6;
/** Fetched once; `npm run stop -- --purge` removes it with everything else. */
const FOLDER = resolve(__dirname, '../../../.sallyport/bench-corpus');
const run = promisify(execFile);

/** Current releases of the most used packages, fetched by npm and uv as they are configured. Nothing of them is run. */
export async function corpora(): Promise<Corpus[]> {
  const npm = await npmTarballs();
  const { wheels, sdists } = await pypiFiles();
  return [
    { name: 'npm', ecosystem: 'npm', files: npm },
    { name: 'wheels', ecosystem: 'pypi', files: wheels },
    { name: 'sdists', ecosystem: 'pypi', files: sdists },
  ];
}

function popular(ecosystem: Ecosystem): string[] {
  return readFileSync(join(DATA, `popular-${ecosystem}.txt`), 'utf8')
    .split('\n')
    .slice(0, PACKAGES);
}

export async function npmTarballs(): Promise<string[]> {
  const folder = join(FOLDER, 'npm');
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length < PACKAGES) {
    process.stderr.write(`Fetching ${PACKAGES} npm tarballs\n`);
    const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, ...popular('npm')];
    await run('npm', args, { maxBuffer: 64 * 1024 ** 2 });
  }
  return contents(folder);
}

interface Locked {
  url: string;
  hashes: { sha256: string };
}

async function pypiFiles(): Promise<{ wheels: string[]; sdists: string[] }> {
  const folders = { wheels: join(FOLDER, 'wheels'), sdists: join(FOLDER, 'sdists') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const done = join(FOLDER, 'pypi.done');
  if (!existsSync(done)) {
    process.stderr.write(`Fetching wheels and sdists of ${PACKAGES} PyPI projects\n`);
    await fetchAll(folders);
    writeFileSync(done, '');
  }
  return { wheels: contents(folders.wheels), sdists: contents(folders.sdists) };
}

/** Twice, because uv locks no sdists where it may build nothing, and with the versions fixed nothing needs building. */
async function fetchAll(folders: { wheels: string; sdists: string }): Promise<void> {
  const names = join(FOLDER, 'names.in');
  writeFileSync(names, popular('pypi').join('\n'));
  const first = await lock(names, ['--no-build']);
  const pins = join(FOLDER, 'pins.in');
  writeFileSync(pins, first.map(({ name, version }) => `${name}==${version}`).join('\n'));
  const jobs = (await lock(pins, [])).flatMap(({ wheels = [], sdist }) => {
    const wheel = wheels.find(({ url }) => /none-any/.test(url)) ?? wheels.find(isOfLinux) ?? wheels[0];
    return [
      ...(wheel === undefined ? [] : [{ folder: folders.wheels, ...wheel }]),
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

function contents(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((file) => join(folder, file));
}
