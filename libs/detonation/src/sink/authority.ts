import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../command';

/** What the sink speaks TLS with. */
export interface LeafKey {
  /** PEM. */
  readonly key: string;
  /** PEM: for whoever names no host. */
  readonly certificate: string;
}

const DAYS = ['-days', '3650'];
const HOST = /^[a-z0-9](?:[a-z0-9._-]{0,250}[a-z0-9])?$/i;

/**
 * A certificate authority for one run: what the code sends over TLS can be read by the sink, as long as the code trusts
 * what its machine trusts. Its key lies in a folder of the worker's own and stays there: the sink, which reads hostile
 * bytes, asks for a certificate by name and is given it.
 */
export class Authority {
  private constructor(
    private readonly folder: string,
    /** PEM: what the cage is told to trust. */
    readonly certificate: string,
    readonly leaf: LeafKey,
  ) {}

  /** @throws DomainError `scan-failed` */
  static async create(): Promise<Authority> {
    // Nobody but its owner is let into it (mkdtemp).
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-authority-'));
    try {
      const path = (name: string) => join(folder, name);
      await newKey(path('authority.key'));
      await newKey(path('leaf.key'));
      await command('openssl', [
        ...['req', '-new', '-x509', '-key', path('authority.key'), '-out', path('authority.pem'), ...DAYS],
        ...['-subj', '/CN=Acme Internal CA', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
      ]);
      const leaf = { key: await readFile(path('leaf.key'), 'utf8'), certificate: await issue(folder) };
      return new Authority(folder, await readFile(path('authority.pem'), 'utf8'), leaf);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /**
   * PEM, for a name that hostile code has asked for; undefined: it is no name of a host.
   * @throws DomainError `scan-failed`
   */
  async certificateFor(name: string): Promise<string | undefined> {
    return HOST.test(name) ? issue(this.folder, name) : undefined;
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

function issue(folder: string, name?: string): Promise<string> {
  const path = (file: string) => join(folder, file);
  return command('openssl', [
    ...['req', '-new', '-x509', '-CA', path('authority.pem'), '-CAkey', path('authority.key')],
    ...['-key', path('leaf.key'), ...DAYS, '-subj', '/CN=sink'],
    ...(name === undefined ? [] : ['-addext', `subjectAltName=DNS:${name}`]),
  ]);
}

function newKey(file: string): Promise<string> {
  const curve = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  return command('openssl', ['genpkey', ...curve, '-out', file]);
}
