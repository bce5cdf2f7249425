import type { NotLookedAt } from '@sallyport/analysis';
import type { Ecosystem } from '@sallyport/domain';
import { mkdir, mkdtemp, readdir, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Found } from './at-hand';
import { hashFile, isStrong } from './hash-file';
import type { Machine } from './machine';
import { boundsFor, faultOf, isUnreachable, REGISTRY_CLIENTS, type RegistryClient } from './registry-client';

export type NotFetched = Pick<NotLookedAt, 'why' | 'error'>;
export type Fetched = Found | NotFetched;

/** One may be bad luck; where this many in a row get no answer, the others are not waited for. */
const MAX_UNANSWERED = 2;

/**
 * Fetches one artifact with npm's or pip's own client, as the user has configured it, into an empty folder: there no
 * settings of a project are read. Neither runs code of a package here: npm packs what the registry has without scripts,
 * and pip is given wheels only.
 */
export class Fetcher {
  private readonly folders: string[] = [];
  private readonly bounds = new Map<RegistryClient, Promise<string[]>>();
  /** In a row, without an answer. */
  private readonly unanswered = new Map<RegistryClient, number>();

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
    const client = REGISTRY_CLIENTS[ecosystem];
    const { program } = client;
    if ((this.unanswered.get(client) ?? 0) >= MAX_UNANSWERED)
      return outOfReach(client, `not fetched, since the package registry did not answer ${program} before`);
    const folder = await this.emptyFolder();
    const destination = join(folder, 'fetched');
    await mkdir(destination);
    const [command = '', ...words] = client.words(name, version, destination);
    const ended = await this.machine.run(
      program,
      [command, ...(await this.boundsOf(client, folder)), ...words],
      folder,
    );
    if (isUnreachable(client, ended) && ended.status !== 0) {
      this.unanswered.set(client, (this.unanswered.get(client) ?? 0) + 1);
      return outOfReach(client, `the package registry did not answer ${program} (${faultOf(ended)})`);
    }
    this.unanswered.set(client, 0);
    if (ended.status !== 0) return { why: `${program} could not fetch it (${faultOf(ended)})` };
    const files = await readdir(destination);
    const path = join(destination, files[0] ?? '');
    const hashed = files.length === 1 ? await hashFile(path) : undefined;
    if (hashed === undefined) return { why: `${program} fetched ${files.length} files that could be it` };
    const isHeld =
      stated === undefined ||
      stated.some((integrity) => isStrong(integrity) && hashed.integrity.includes(integrity));
    return isHeld
      ? { path, digest: hashed.digest, source: 'fetched' }
      : { why: `${program} fetched other bytes than the lock states (${hashed.digest})` };
  }

  private async emptyFolder(): Promise<string> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-fetch-')));
    this.folders.push(folder);
    // npm looks for a project upwards, and whoever can write to the folder above could be one.
    await writeFile(join(folder, 'package.json'), '{}');
    return folder;
  }

  /** Asked once; where settings of a project would be read, there are none. */
  private boundsOf(client: RegistryClient, folder: string): Promise<string[]> {
    const known = this.bounds.get(client) ?? boundsFor(client, this.machine, folder);
    this.bounds.set(client, known);
    return known;
  }
}

function outOfReach({ hint }: RegistryClient, why: string): NotFetched {
  return { why, error: { code: 'registry-unreachable', hint } };
}
