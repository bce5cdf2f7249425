import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { DomainError } from '@sallyport/domain';
import { DECISION, KEY, KEYS, madeKey } from './decision.sample';
import { decisionKeys } from './decision-keys';
import { signDecision } from './sign-decision';
import { ALGORITHM, TYPE, verifyDecision } from './verify-decision';

const HEADER = { alg: ALGORITHM, kid: KEY.publicKey.kid, typ: TYPE };
const encoded = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A JWS made by hand with governance's own key, so that only what is looked at can be what is wrong. */
function handMade(header: unknown, payload: unknown, key = KEY.privateKey): string {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

function withHmac(header: unknown, secret: string): string {
  const signed = `${encoded(header)}.${encoded(DECISION)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

async function refusal(jws: string | undefined, keys = KEYS): Promise<DomainError> {
  const cause = await verifyDecision(jws, keys).then(
    () => new Error('it was taken'),
    (error: unknown) => error,
  );
  if (!DomainError.is(cause)) throw cause;
  return cause;
}

describe('decision-signature/verify-decision', () => {
  it('gives back what was signed', async () => {
    expect(await verifyDecision(await signDecision(DECISION, KEY), KEYS)).toEqual(DECISION);
  });

  it('takes a decision of a key that was replaced, as long as it is listed', async () => {
    const next = madeKey();
    const keys = decisionKeys([next.publicKey, KEY.publicKey]);

    expect(await verifyDecision(await signDecision(DECISION, KEY), keys)).toEqual(DECISION);
    expect(await verifyDecision(await signDecision(DECISION, next), keys)).toEqual(DECISION);
  });

  it('is made as RFC 7515 says: what is made by hand is taken', async () => {
    expect(await verifyDecision(handMade(HEADER, DECISION), KEYS)).toEqual(DECISION);
    expect(await signDecision(DECISION, KEY)).toBe(handMade(HEADER, DECISION));
  });

  it('refuses it with any one character changed, wherever it stands', async () => {
    const jws = await signDecision(DECISION, KEY);
    const taken: number[] = [];
    for (let at = 0; at < jws.length; at++) {
      const changed = jws[at] === 'A' ? 'B' : 'A';
      const tampered = `${jws.slice(0, at)}${changed}${jws.slice(at + 1)}`;
      const outcome = await verifyDecision(tampered, KEYS).then(
        () => 'taken',
        (error: DomainError) => error.code,
      );
      if (outcome !== 'decision-unsigned') taken.push(at);
    }

    expect(jws.length).toBeGreaterThan(400);
    expect(taken).toEqual([]);
  });

  it('refuses it with any one character left out or any part cut off', async () => {
    const jws = await signDecision(DECISION, KEY);
    const [header = '', payload = '', signature = ''] = jws.split('.');
    const cut = [
      ...Array.from({ length: jws.length }, (_, at) => jws.slice(0, at) + jws.slice(at + 1)),
      ...[
        `${header}.${payload}.`,
        `${header}.${payload}`,
        `${header}..${signature}`,
        `.${payload}.${signature}`,
      ],
      ...[`${jws}.`, `${jws}.${signature}`, ` ${jws}`, `${jws}\n`, `${jws}=`, `${jws}A`],
    ];
    const codes = await Promise.all(cut.map(async (text) => (await refusal(text)).code));

    expect(new Set(codes)).toEqual(new Set(['decision-unsigned']));
  });

  it('refuses another spelling of the same signature', async () => {
    const jws = await signDecision(DECISION, KEY);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // 64 bytes are 85 characters and two bits: the last four bits of the last character mean nothing.
    const last = alphabet.indexOf(jws.at(-1) as string);
    const twin = jws.slice(0, -1) + alphabet[last + 1];

    expect(Buffer.from(twin.split('.')[2] ?? '', 'base64url')).toEqual(
      Buffer.from(jws.split('.')[2] ?? '', 'base64url'),
    );
    expect((await refusal(twin)).message).toContain('no compact JWS');
  });

  const other = madeKey();
  it.each<[string, string | undefined, RegExp]>([
    ['none at all', undefined, /no signature/],
    ['an empty one', '', /no signature/],
    ['something else', 'hello', /no compact JWS/],
    ['something huge', 'a'.repeat(8 * 1024 ** 2 + 1), /longer than/],
    [
      'one by another key',
      handMade({ ...HEADER, kid: other.publicKey.kid }, DECISION, other.privateKey),
      /not among/,
    ],
    [
      'one by another key under the name of ours',
      handMade(HEADER, DECISION, other.privateKey),
      /not the key/,
    ],
    [
      'one that brings its key along',
      handMade({ ...HEADER, jwk: other.publicKey }, DECISION, other.privateKey),
      /header/,
    ],
    [
      'one that says where its key is',
      handMade({ ...HEADER, jku: 'https://evil.invalid' }, DECISION),
      /header/,
    ],
    ['one without a key id', handMade({ alg: ALGORITHM, typ: TYPE }, DECISION), /header/],
    ['one of another type', handMade({ ...HEADER, typ: 'JWT' }, DECISION), /header/],
    ['one without a type', handMade({ alg: ALGORITHM, kid: KEY.publicKey.kid }, DECISION), /header/],
    ['one with extensions', handMade({ ...HEADER, crit: ['b64'], b64: false }, DECISION), /header/],
    ['alg none', `${encoded({ ...HEADER, alg: 'none' })}.${encoded(DECISION)}.`, /no compact JWS/],
    ['alg none with our signature', handMade({ ...HEADER, alg: 'none' }, DECISION), /header/],
    ['alg NONE', handMade({ ...HEADER, alg: 'NONE' }, DECISION), /header/],
    [
      'an HMAC with our public key as its secret',
      withHmac({ ...HEADER, alg: 'HS256' }, KEY.publicKey.x),
      /no compact JWS/,
    ],
    ['another name of the algorithm', handMade({ ...HEADER, alg: 'Ed25519' }, DECISION), /header/],
    ['a list of algorithms', handMade({ ...HEADER, alg: [ALGORITHM] }, DECISION), /header/],
    ['a key id of a prototype', handMade({ ...HEADER, kid: '__proto__' }, DECISION), /not among/],
    ['a header that is no object', handMade('"hello"', DECISION), /header/],
    ['a header that is no JSON', handMade('{', DECISION), /header/],
    ['a payload that is no JSON', handMade(HEADER, '{'), /no decision/],
    ['a payload that is no UTF-8', handMade(HEADER, DECISION).replace(/\..*\./, '._w.'), /not the key/],
    ['a payload with more in it', handMade(HEADER, { ...DECISION, more: true }), /no decision/],
    ['a payload of somebody else', handMade(HEADER, { ...DECISION, iss: 'somebody' }), /no decision/],
    [
      'a payload with an effect of its own',
      handMade(HEADER, { ...DECISION, effect: 'permit' }),
      /no decision/,
    ],
    ['a payload without a revision', handMade(HEADER, { ...DECISION, revision: undefined }), /no decision/],
  ])('refuses %s', async (_, jws, why) => {
    const error = await refusal(jws);

    expect(error.code).toBe('decision-unsigned');
    expect(error.message).toMatch(why);
  });

  it('refuses a signature of another kind of key', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signed = `${encoded(HEADER)}.${encoded(DECISION)}`;
    const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });

    expect((await refusal(`${signed}.${signature.toString('base64url')}`)).code).toBe('decision-unsigned');
  });

  it('refuses everything where no key is known', async () => {
    expect((await refusal(await signDecision(DECISION, KEY), new Map())).message).toContain('not among');
  });

  it('signs a closure of 10,000 packages', async () => {
    const packages = Array.from({ length: 10_000 }, (_, at) => ({
      name: `package-${at}`,
      version: '1.0.0',
      digest: `sha256:${at.toString(16).padStart(64, '0')}`,
    }));
    const large = { ...DECISION, packages };

    expect(await verifyDecision(await signDecision(large, KEY), KEYS)).toEqual(large);
  });

  it('signs nothing that is no decision', () => {
    expect(() => signDecision({ ...DECISION, decidedAt: 'yesterday' }, KEY)).toThrow('decidedAt');
  });
});
