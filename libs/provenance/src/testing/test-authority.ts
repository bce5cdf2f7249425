import { canonicalJson } from '@sallyport/domain';
import { sign } from 'node:crypto';
import {
  authorityCertificate,
  certificateTimestamp,
  leafCertificate,
  newKeys,
  sha256,
  type FulcioExtensions,
  type Keys,
  type LeafParts,
  type Validity,
} from './certificates';
import { LOG_HOST, TransparencyLog, type LogEntry } from './transparency-log';

export const SIGNED_AT = new Date('2026-05-04T10:00:00Z');
const YEARS: Validity = { from: new Date('2026-01-01T00:00:00Z'), until: new Date('2036-01-01T00:00:00Z') };
const TEN_MINUTES: Validity = {
  from: new Date(SIGNED_AT.getTime() - 60_000),
  until: new Date(SIGNED_AT.getTime() + 540_000),
};

export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
export const REPOSITORY = 'https://forge.invalid/acme/widget';
export const WORKFLOW = `${REPOSITORY}/.github/workflows/release.yml@refs/tags/v1.2.3`;

/** What Fulcio puts into the certificate of a workflow. */
export const BUILD: FulcioExtensions = {
  1: GITHUB_ISSUER,
  8: GITHUB_ISSUER,
  9: WORKFLOW,
  12: REPOSITORY,
  13: '4f1c0ffee0000000000000000000000000000000',
  14: 'refs/tags/v1.2.3',
  15: '4711',
  18: WORKFLOW,
};

export interface SignedStatement {
  payload: string;
  signature: string;
  certificate: string;
  entry: LogEntry;
}

export interface Signing {
  /** When the transparency log took it in. */
  loggedAt?: Date;
  validity?: Validity;
  subject?: string;
  extensions?: FulcioExtensions;
  uses?: LeafParts['uses'];
  /** Where the certificate log's promise comes from; null: there is none. */
  certificateLog?: Keys | null;
  /** What the log was told was signed, where that is not what the bundle has. */
  logged?: { payload?: Buffer; signature?: Buffer };
  kind?: 'dsse' | 'intoto';
  /** Signed instead of the payload. */
  signInstead?: Buffer;
}

/**
 * A certificate authority in the manner of Fulcio, with a transparency log and a certificate log of its own. Its keys
 * are made anew in every test process and written nowhere.
 */
export class TestAuthority {
  readonly log = new TransparencyLog();
  readonly certificateLog = newKeys();
  private readonly root = { name: 'Test root', keys: newKeys() };
  private readonly intermediate = { name: 'Test intermediate', keys: newKeys() };
  private readonly chain = [
    authorityCertificate(this.root, this.intermediate.name, this.intermediate.keys.spki, YEARS),
    authorityCertificate(this.root, this.root.name, this.root.keys.spki, YEARS),
  ];

  /** sigstore's trusted_root.json. */
  trustedRoot(): Record<string, unknown> {
    const instance = (keys: Keys, baseUrl: string) => ({
      ...{ baseUrl, hashAlgorithm: 'SHA2_256' },
      publicKey: {
        rawBytes: keys.spki.toString('base64'),
        keyDetails: 'PKIX_ECDSA_P256_SHA_256',
        validFor: { start: YEARS.from.toISOString() },
      },
      logId: { keyId: sha256(keys.spki).toString('base64') },
    });
    return {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [instance(this.log.keys, `https://${LOG_HOST}`)],
      certificateAuthorities: [
        {
          subject: { organization: 'test', commonName: this.root.name },
          uri: 'https://authority.test.invalid',
          certChain: { certificates: this.chain.map((der) => ({ rawBytes: der.toString('base64') })) },
          validFor: { start: YEARS.from.toISOString() },
        },
      ],
      ctlogs: [instance(this.certificateLog, 'https://certificates.test.invalid')],
      timestampAuthorities: [],
    };
  }

  /** Signs as a build would: a key for once, a certificate for ten minutes, an entry in the log. */
  sign(statement: unknown, how: Signing = {}): SignedStatement {
    const signer = newKeys();
    const payload = typeof statement === 'string' ? Buffer.from(statement) : json(statement);
    const signature = sign('sha256', preAuthEncoding(how.signInstead ?? payload), signer.privateKey);
    const certificate = this.certificate(signer, how);
    const logged = { payload, signature, certificate, ...how.logged };
    const [body, kindVersion] = how.kind === 'intoto' ? intotoBody(logged) : dsseBody(logged);
    return {
      payload: payload.toString('base64'),
      signature: signature.toString('base64'),
      certificate: certificate.toString('base64'),
      entry: this.log.entry(body, kindVersion, how.loggedAt ?? SIGNED_AT),
    };
  }

  private certificate(signer: Keys, how: Signing): Buffer {
    const { certificateLog = this.certificateLog, validity = TEN_MINUTES } = how;
    const issuer = this.intermediate;
    return leafCertificate(
      {
        ...{ issuer, validity, spki: signer.spki },
        subject: how.subject ?? WORKFLOW,
        extensions: how.extensions ?? BUILD,
        ...(how.uses && { uses: how.uses }),
      },
      certificateLog === null
        ? undefined
        : (preCertificate) =>
            certificateTimestamp(certificateLog, issuer.keys, preCertificate, validity.from),
    );
  }
}

/** A key of the package registry's own, as npm signs publish attestations with. */
export class TestRegistryKey {
  readonly keyId = 'SHA256:testkey';
  private readonly keys = newKeys();

  constructor(private readonly log: TransparencyLog) {}

  file(): string {
    return JSON.stringify({
      keys: [
        {
          keyId: this.keyId,
          keyUsage: 'npm:attestations',
          publicKey: {
            rawBytes: this.keys.spki.toString('base64'),
            keyDetails: 'PKIX_ECDSA_P256_SHA_256',
            validFor: { start: YEARS.from.toISOString() },
          },
        },
      ],
    });
  }

  sign(statement: unknown): Omit<SignedStatement, 'certificate'> {
    const payload = json(statement);
    const signature = sign('sha256', preAuthEncoding(payload), this.keys.privateKey);
    const [body, kindVersion] = dsseBody({ payload, signature, certificate: this.keys.spki });
    return {
      payload: payload.toString('base64'),
      signature: signature.toString('base64'),
      entry: this.log.entry(body, kindVersion, SIGNED_AT),
    };
  }
}

interface Logged {
  payload: Buffer;
  signature: Buffer;
  certificate: Buffer;
}

type Body = [string, { kind: string; version: string }];

function dsseBody({ payload, signature, certificate }: Logged): Body {
  const kindVersion = { kind: 'dsse', version: '0.0.1' };
  const spec = {
    envelopeHash: { algorithm: 'sha256', value: sha256(payload, signature).toString('hex') },
    payloadHash: { algorithm: 'sha256', value: sha256(payload).toString('hex') },
    signatures: [{ signature: signature.toString('base64'), verifier: pem(certificate) }],
  };
  return [canonicalJson({ apiVersion: '0.0.1', kind: 'dsse', spec }), kindVersion];
}

/** What npm's earlier attestations are logged as; everything in it is in base64 twice. */
function intotoBody({ payload, signature, certificate }: Logged): Body {
  const kindVersion = { kind: 'intoto', version: '0.0.2' };
  const envelope = {
    payloadType: PAYLOAD_TYPE,
    signatures: [
      { sig: Buffer.from(signature.toString('base64')).toString('base64'), publicKey: pem(certificate) },
    ],
  };
  const payloadHash = { algorithm: 'sha256', value: sha256(payload).toString('hex') };
  const spec = { content: { envelope, hash: payloadHash, payloadHash } };
  return [canonicalJson({ apiVersion: '0.0.2', kind: 'intoto', spec }), kindVersion];
}

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

function preAuthEncoding(payload: Buffer): Buffer {
  const head = `DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n');
  return Buffer.from(`-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`).toString('base64');
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
