import type { Ecosystem } from '@sallyport/domain';
import { mkdir, mkdtemp, readdir, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Found } from './at-hand';
import { hashFile, isStrong } from './hash-file';
import type { Machine } from './machine';

export type Fetched = Found | { why: string };

/**
 * Fetches one artifact with npm's or pip's own client, as the user has configured it, into an empty folder: there no
 * settings of a project are read. Neither runs code of a package here: npm packs what the registry has without scripts,
 * and pip is given wheels only, since it builds an sdist to read its metadata.
 */
export class Fetcher {
  private folders: string[] = [];

  constructor(private readonly machine: Machine) {}

  /** Folders that were made; the caller removes them when everything in them has been looked at. */
  get made(): readonly string[] {
    return this.folders;
  }

  /** @param stated what the bytes are held to (W3C SRI); undefined: nothing is stated */
  async fetch(
    ecosystem: Ecosystem,
    name: string,
    version: string,
    stated: readonly string[] | undefined,
  ): Promise<Fetched> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-fetch-')));
    this.folders.push(folder);
    const destination = join(folder, 'fetched');
    await mkdir(destination);
    // npm looks for a project upwards, and whoever can write to the folder above could be one.
    await writeFile(join(folder, 'package.json'), '{}');
    const client = ecosystem === 'npm' ? 'npm' : 'pip';
    const words =
      ecosystem === 'npm'
        ? [
            'pack',
            '--ignore-scripts',
            '--silent',
            `--pack-destination=${destination}`,
            '--',
            `${name}@${version}`,
          ]
        : [
            ...['download', '--no-deps', '--only-binary=:all:', '--no-input', '--quiet'],
            ...['--disable-pip-version-check', `--dest=${destination}`, '--', `${name}==${version}`],
          ];
    const { status, stderr } = await this.machine.run(client, words, folder);
    if (status !== 0)
      return { why: `${client} could not fetch it (${lastLine(stderr) || `status ${status ?? 'unknown'}`})` };
    const files = await readdir(destination);
    const path = join(destination, files[0] ?? '');
    const hashed = files.length === 1 ? await hashFile(path) : undefined;
    if (hashed === undefined) return { why: `${client} fetched ${files.length} files that could be it` };
    const isHeld =
      stated === undefined ||
      stated.some((integrity) => isStrong(integrity) && hashed.integrity.includes(integrity));
    return isHeld
      ? { path, digest: hashed.digest, source: 'fetched' }
      : { why: `${client} fetched other bytes than the lock states (${hashed.digest})` };
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
