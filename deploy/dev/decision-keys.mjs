// The key that governance signs decisions with, and the public halves that installers have pinned.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Made once per stack. A second private key in creds/decision-key.next.pem begins a rotation: it signs from the next
 * start on, and the one before stays listed. What was once pinned stays pinned, for images are run by the decision
 * that they were built on.
 * @param {string} credsDir
 * @returns {{ decisionKeyFiles: string, decisionPublicKeysFile: string }} files as in PATH, the one that signs first
 */
export function ensureDecisionKeys(credsDir) {
  const first = join(credsDir, 'decision-key.pem');
  const next = join(credsDir, 'decision-key.next.pem');
  if (!existsSync(first)) writeSafely(first, newKey(), 0o600);
  const files = [next, first].filter((file) => existsSync(file));
  const decisionPublicKeysFile = join(credsDir, 'decision-keys.json');
  const pinned = existsSync(decisionPublicKeysFile)
    ? JSON.parse(readFileSync(decisionPublicKeysFile, 'utf8')).keys
    : [];
  const keys = new Map([...files.map(publicKeyIn), ...pinned].map((key) => [key.kid, key]));
  const text = `${JSON.stringify({ keys: [...keys.values()] }, null, 2)}\n`;
  if (keys.size !== pinned.length) writeSafely(decisionPublicKeysFile, text, 0o644);
  return { decisionKeyFiles: files.join(delimiter), decisionPublicKeysFile };
}

function newKey() {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** As a JSON Web Key (RFC 8037), named by its thumbprint (RFC 7638). @param {string} file */
function publicKeyIn(file) {
  const { x } = createPublicKey(createPrivateKey(readFileSync(file))).export({ format: 'jwk' });
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid };
}

/** Half a key would be worse than none. @param {string} file @param {string} text @param {number} mode */
function writeSafely(file, text, mode) {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
}
