// Who is who on the bus, and the gateway's bearer tokens. Made once per stack; seeds are readable by their
// owner only. A user of deploy/nats.conf without an entry here cannot connect.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repoRoot } from './layout.mjs';
import { Trouble } from './trouble.mjs';

export const busServices = [
  ...['governance', 'scanner', 'installer-python', 'installer-npm', 'audit', 'gateway'],
  'detonator',
];
export const busClients = ['executor', 'viewer', 'reviewer', 'admin'];
export const busUsers = ['provisioner', ...busServices, ...busClients];

const tokenRoles = ['viewer', 'executor', 'reviewer', 'admin'];

/** Loaded late: these modules are there only after `npm ci`. @param {string} name */
const fromWorkspace = (name) => createRequire(join(repoRoot, 'package.json'))(name);

/** @param {string} credsDir @param {string} user */
export const seedFileOf = (credsDir, user) => join(credsDir, `${user}.nk`);

/** @param {string} file @param {string} text */
function writeSecret(file, text) {
  writeFileSync(file, text, { mode: 0o600 });
}

/**
 * Makes the seeds that are missing.
 * @param {string} credsDir
 * @returns {NodeJS.ProcessEnv} the public keys, as deploy/nats.conf wants them
 */
export function ensureBusCredentials(credsDir) {
  const { createUser, fromSeed } = fromWorkspace('nkeys.js');
  /** @type {NodeJS.ProcessEnv} */
  const publicKeys = {};
  for (const user of busUsers) {
    const file = seedFileOf(credsDir, user);
    if (!existsSync(file)) writeSecret(file, new TextDecoder().decode(createUser().getSeed()));
    const pair = fromSeed(new TextEncoder().encode(readFileSync(file, 'utf8').trim()));
    publicKeys[`SALLYPORT_NKEY_${user.toUpperCase().replaceAll('-', '_')}`] = pair.getPublicKey();
  }
  return publicKeys;
}

/**
 * Where the bus is not ours, its operator made the keys: they are expected, never made.
 * @returns {string} folder with one USER.nk for each user
 */
export function givenCredentials() {
  const credsDir = process.env.SALLYPORT_CREDS_DIR;
  const missing = credsDir ? busUsers.filter((user) => !existsSync(seedFileOf(credsDir, user))) : busUsers;
  if (credsDir && missing.length === 0) return credsDir;
  throw new Trouble(
    `NATS_URL is set, so that server must run deploy/nats.conf: set SALLYPORT_CREDS_DIR to the folder with the nkey seeds of its users as USER.nk (missing: ${missing.join(', ')}).`,
  );
}

/**
 * @param {import('./layout.mjs').Layout} layout
 * @returns {{ tokensFile: string, gatewayTokensFile: string }} plain tokens for people; digests for the gateway
 */
export function ensureTokens(layout) {
  const tokensFile = join(layout.creds, 'tokens.json');
  const gatewayTokensFile = join(layout.creds, 'gateway-tokens.json');
  if (!existsSync(tokensFile)) {
    const made = Object.fromEntries(tokenRoles.map((role) => [role, randomBytes(32).toString('base64url')]));
    writeSecret(tokensFile, `${JSON.stringify(made, null, 2)}\n`);
  }
  const tokens = JSON.parse(readFileSync(tokensFile, 'utf8'));
  const digests = tokenRoles.map((role) => ({
    id: `local-${role}`,
    role,
    sha256: createHash('sha256').update(tokens[role]).digest('hex'),
  }));
  writeSecret(gatewayTokensFile, `${JSON.stringify(digests, null, 2)}\n`);
  return { tokensFile, gatewayTokensFile };
}

/** A random secret kept in creds/. @param {import('./layout.mjs').Layout} layout @param {string} name */
export function ensureSecret(layout, name) {
  const file = join(layout.creds, name);
  if (!existsSync(file)) writeSecret(file, randomBytes(24).toString('base64url'));
  return readFileSync(file, 'utf8').trim();
}
