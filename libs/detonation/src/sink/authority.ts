import { chown, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../command';

export interface Authority {
  /** Keys and certificates, which the sink reads. Whoever made it removes it. */
  readonly folder: string;
  /** PEM: what the cage is told to trust. */
  readonly certificate: string;
}

/** The sink reads it as a user of its own, who may not be let into a folder for temporary files. */
const PLACE = '/var/tmp';
const DAYS = ['-days', '3650'];

/**
 * A certificate authority for one run, whose key never leaves this machine: what the code sends over TLS can be read by
 * the sink, as long as the code trusts what its machine trusts.
 */
export async function createAuthority(uid: number): Promise<Authority> {
  const folder = await mkdtemp(join(PLACE, 'sallyport-sink-'));
  const path = (name: string) => join(folder, name);
  await newKey(path('authority.key'));
  await newKey(path('leaf.key'));
  await command('openssl', [
    ...['req', '-new', '-x509', '-key', path('authority.key'), '-out', path('authority.pem'), ...DAYS],
    ...['-subj', '/CN=Acme Internal CA', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  ]);
  await command('openssl', [
    ...['req', '-new', '-x509', '-CA', path('authority.pem'), '-CAkey', path('authority.key')],
    ...['-key', path('leaf.key'), '-out', path('leaf.pem'), ...DAYS, '-subj', '/CN=sink'],
  ]);
  for (const name of ['.', 'authority.key', 'authority.pem', 'leaf.key', 'leaf.pem']) {
    await chown(path(name), uid, uid);
  }
  return { folder, certificate: await readFile(path('authority.pem'), 'utf8') };
}

function newKey(file: string): Promise<string> {
  return command('openssl', [
    'genpkey',
    '-algorithm',
    'EC',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-out',
    file,
  ]);
}
