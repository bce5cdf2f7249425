import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { DomainError } from '@sallyport/domain';
import { calculateJwkThumbprint } from 'jose';
import { KEY, madeKey } from './decision.sample';
import { parseDecisionKeys, readSigningKey } from './decision-keys';

const SECOND = madeKey().publicKey;

function refusal(act: () => unknown): DomainError | undefined {
  try {
    act();
    return undefined;
  } catch (cause) {
    if (DomainError.is(cause)) return cause;
    throw cause;
  }
}

describe('decision-signature/decision-keys', () => {
  it('names a key by its RFC 7638 thumbprint, as others calculate it', async () => {
    const { kid, ...key } = KEY.publicKey;

    expect(kid).toBe(await calculateJwkThumbprint(key));
  });

  it('has the thumbprint of RFC 8037, appendix A.3', () => {
    const keys = {
      keys: [
        {
          kty: 'OKP',
          crv: 'Ed25519',
          x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
          kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
        },
      ],
    };

    expect([...parseDecisionKeys(JSON.stringify(keys)).keys()]).toEqual([keys.keys[0]?.kid]);
  });

  it('reads a key set, and keeps of each key what verifying needs', () => {
    const keys = { keys: [{ ...KEY.publicKey, use: 'sig', alg: 'EdDSA' }, SECOND] };

    expect([...parseDecisionKeys(JSON.stringify(keys)).values()]).toEqual([KEY.publicKey, SECOND]);
  });

  it.each<[string, string, RegExp]>([
    ['text', 'hello', /not JSON/],
    ['too much', ' '.repeat(70_000), /longer/],
    ['a list', '[]', /key set/],
    ['no key', '{"keys":[]}', /no key at all/],
    ['a private key', JSON.stringify({ keys: [{ ...SECOND, d: SECOND.x }] }), /private key/],
    [
      'a key under a name of its own',
      JSON.stringify({ keys: [{ ...SECOND, kid: KEY.publicKey.kid }] }),
      /thumbprint/,
    ],
    ['a key without a name', JSON.stringify({ keys: [{ ...SECOND, kid: undefined }] }), /kid/],
    ['a key twice', JSON.stringify({ keys: [SECOND, SECOND] }), /twice/],
    ['a key of another curve', JSON.stringify({ keys: [{ ...SECOND, crv: 'X25519' }] }), /crv/],
    ['a secret key', JSON.stringify({ keys: [{ kty: 'oct', k: 'AAAA', kid: SECOND.kid }] }), /kty/],
    ['a short key', JSON.stringify({ keys: [{ ...SECOND, x: 'AAAA' }] }), /32 bytes/],
    [
      'more keys than anybody needs',
      JSON.stringify({ keys: Array.from({ length: 33 }, () => SECOND) }),
      /keys/,
    ],
  ])('takes no %s for public keys', (_, text, why) => {
    const error = refusal(() => parseDecisionKeys(text));

    expect(error?.code).toBe('decision-unsigned');
    expect(error?.message).toMatch(why);
  });

  it.each<[string, () => string]>([
    ['text', () => 'hello'],
    ['an RSA key', () => pem(generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey)],
    ['an X25519 key', () => pem(generateKeyPairSync('x25519').privateKey)],
    [
      'a public key',
      () => generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ],
    [
      'an encrypted key',
      () =>
        generateKeyPairSync('ed25519')
          .privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
          .toString(),
    ],
  ])('takes no %s to sign with, and quotes nothing of it', (_, text) => {
    const error = refusal(() => readSigningKey(text()));

    expect(error?.code).toBe('signing-unavailable');
    expect(error?.message).toContain('Ed25519 private key');
    expect([error?.message, error?.cause].join()).not.toMatch(/hello|BEGIN/);
  });
});

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
