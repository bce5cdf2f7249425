/**
 * Texts that say where keys, passwords and wallets lie, all long enough that none comes about by chance: seven bytes are
 * met once in 2^48 places of random bytes, and a file has fewer than 2^26.
 */
export const SECRET_NAMES: readonly string[] = [
  '/.ssh/id_',
  'id_ed25519',
  'known_hosts',
  'authorized_keys',
  '.aws/credentials',
  '.git-credentials',
  '.docker/config.json',
  '.kube/config',
  '.config/solana',
  '/.npmrc',
  '/.pypirc',
  '/.netrc',
  '/.gnupg/',
  '/etc/shadow',
  '/etc/passwd',
  'Login Data',
  'Local Extension Settings',
  'logins.json',
  'key4.db',
  'wallet.dat',
];

/** Of these, the ones that libraries for TLS, SSH, users and programs' own configuration have no reason to name. */
export const TELLING_NAMES: readonly string[] = SECRET_NAMES.filter((name) =>
  /^(?:\/\.ssh\/id_|id_ed25519|\.aws|\.git-|\.config\/solana|Login|Local|logins|key4|wallet)/.test(name),
);
