import { randomBytes, randomInt } from 'node:crypto';

/** A credential that was made for one run and leads nowhere. Whoever sends it has taken it. */
export interface Canary {
  /** Where it is planted: `~/.npmrc`, or the name of a variable of the environment. */
  readonly place: string;
  /** What is looked for in everything that leaves. */
  readonly token: string;
}

export interface Planted {
  readonly canaries: readonly Canary[];
  /** Files below the home by their path there. */
  readonly files: ReadonlyMap<string, string>;
  /** Files that hold no credential, and that nobody has to touch. */
  readonly documents: ReadonlyMap<string, string>;
  readonly variables: Readonly<Record<string, string>>;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits from the system's generator: as long as real ones, so that code which checks their shape takes them. */
function random(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** Plants credentials where real ones lie, none of which was ever seen before. */
export function plantCanaries(): Planted {
  const canaries: Canary[] = [];
  const canary = (place: string, token: string) => {
    canaries.push({ place, token });
    return token;
  };
  const key = Buffer.concat([Buffer.from('openssh-key-v1\0'), randomBytes(210)]).toString('base64');
  canary('~/.ssh/id_ed25519', key.slice(70, 140));
  const inFile = (file: string, text: (token: string) => string, token: string): [string, string] => [
    file,
    text(canary(`~/${file}`, token)),
  ];
  const files = new Map<string, string>([
    ['.ssh/id_ed25519', wrapped('OPENSSH PRIVATE KEY', key)],
    inFile('.npmrc', (token) => `//npm.acme.invalid/:_authToken=${token}\n`, `npm_${random(36)}`),
    inFile(
      '.aws/credentials',
      (token) =>
        `[default]\naws_access_key_id = AKIA${random(16).toUpperCase()}\naws_secret_access_key = ${token}\n`,
      random(40),
    ),
    inFile(
      '.pypirc',
      (token) => `[distutils]\nindex-servers = acme\n\n[acme]\nusername = __token__\npassword = ${token}\n`,
      `pypi-${random(120)}`,
    ),
    inFile('.netrc', (token) => `machine git.acme.invalid login dev password ${token}\n`, random(32)),
    inFile('.git-credentials', (token) => `https://dev:${token}@git.acme.invalid\n`, `ghp_${random(36)}`),
    inFile(
      '.config/gh/hosts.yml',
      (token) => `git.acme.invalid:\n    user: dev\n    oauth_token: ${token}\n`,
      `gho_${random(36)}`,
    ),
    inFile(
      '.docker/config.json',
      (token) => `${JSON.stringify({ auths: { 'images.acme.invalid': { auth: token } } }, null, 2)}\n`,
      random(48),
    ),
    inFile(
      '.kube/config',
      (token) => `apiVersion: v1\nkind: Config\nusers:\n- name: dev\n  user:\n    token: ${token}\n`,
      random(64),
    ),
    inFile('.config/solana/id.json', (token) => JSON.stringify({ secret: token }), random(88)),
    inFile(
      '.ethereum/keystore/UTC--2024-03-01T10-00-00.000000000Z--main',
      (token) => JSON.stringify({ version: 3, crypto: { cipher: 'aes-128-ctr', ciphertext: token } }),
      random(64),
    ),
    inFile('.claude.json', (token) => JSON.stringify({ primaryApiKey: token }), `sk-${random(48)}`),
  ]);
  const variables = {
    NPM_TOKEN: canary('NPM_TOKEN', `npm_${random(36)}`),
    AWS_SECRET_ACCESS_KEY: canary('AWS_SECRET_ACCESS_KEY', random(40)),
    GITHUB_TOKEN: canary('GITHUB_TOKEN', `ghp_${random(36)}`),
    DATABASE_URL: `postgres://app:${canary('DATABASE_URL', random(32))}@db.acme.invalid/app`,
  };
  return { canaries, files, documents: DOCUMENTS, variables };
}

const DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ['.bashrc', 'alias ll="ls -l"\nexport EDITOR=vi\n'],
  ['.profile', '[ -f ~/.bashrc ] && . ~/.bashrc\n'],
  ['.gitconfig', '[user]\n\tname = Dev\n\temail = dev@acme.invalid\n'],
  ['.ssh/known_hosts', 'git.acme.invalid ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA\n'],
  ['Documents/notes.txt', 'Ask about the quarterly figures.\n'],
  ['Documents/plan.md', '# Plan\n\n- ship it\n'],
]);

function wrapped(label: string, base64: string): string {
  return `-----BEGIN ${label}-----\n${base64.match(/.{1,70}/g)?.join('\n')}\n-----END ${label}-----\n`;
}
