import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  bits,
  boolean,
  explicit,
  generalizedTime,
  implicit,
  integer,
  objectId,
  octets,
  sequence,
  set,
  utf8,
  type Der,
} from './der';

const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const FULCIO = '1.3.6.1.4.1.57264.1.';

export interface Keys {
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo. */
  readonly spki: Buffer;
}

export function newKeys(): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, spki: publicKey.export({ format: 'der', type: 'spki' }) };
}

export interface Validity {
  readonly from: Date;
  readonly until: Date;
}

interface Issuer {
  readonly name: string;
  readonly keys: Keys;
}

interface CertificateParts {
  readonly issuer: Issuer;
  readonly subject: string;
  readonly spki: Buffer;
  readonly validity: Validity;
  readonly extensions: readonly Der[];
}

export function authorityCertificate(
  issuer: Issuer,
  subject: string,
  spki: Buffer,
  validity: Validity,
): Buffer {
  const extensions = [
    extension('2.5.29.19', sequence(boolean(true)), true),
    // keyCertSign and cRLSign: bits 5 and 6.
    extension('2.5.29.15', bits(Buffer.from([0b0000_0110]), 1), true),
    ...keyIds(issuer, spki),
  ];
  return signed(issuer, tbs({ issuer, subject, spki, validity, extensions }));
}

/** Fulcio's extensions, by the last number of their id; absent ones are left out. */
export type FulcioExtensions = Readonly<Record<number, string | undefined>>;

export interface LeafParts {
  readonly issuer: Issuer;
  readonly spki: Buffer;
  readonly validity: Validity;
  /** URI, or a mail address. */
  readonly subject: string;
  readonly extensions: FulcioExtensions;
  /** Extended key usages. */
  readonly uses?: readonly string[];
}

/** @param promise gives the signed certificate timestamp for a certificate without one; absent: none is put in */
export function leafCertificate(parts: LeafParts, promise?: (preCertificate: Buffer) => Buffer): Buffer {
  const { issuer, spki, validity, subject, uses = [CODE_SIGNING] } = parts;
  const extensions = [
    extension('2.5.29.15', bits(Buffer.from([0b1000_0000]), 7), true),
    extension('2.5.29.37', sequence(...uses.map(objectId))),
    ...keyIds(issuer, spki),
    extension('2.5.29.17', sequence(implicit(subject.includes('://') ? 6 : 1, Buffer.from(subject))), true),
    ...Object.entries(parts.extensions).flatMap(([number, value]) =>
      value === undefined
        ? []
        : // Up to 6 the bare text, from 8 on a UTF8String.
          [extension(`${FULCIO}${number}`, Number(number) < 8 ? Buffer.from(value) : utf8(value))],
    ),
  ];
  const common = { issuer, subject: '', spki, validity };
  if (promise === undefined) return signed(issuer, tbs({ ...common, extensions }));
  const serial = newSerial();
  const timestamp = promise(tbs({ ...common, extensions }, serial));
  const list = Buffer.concat([uint16(timestamp.length + 2), uint16(timestamp.length), timestamp]);
  const withPromise = [...extensions, extension('1.3.6.1.4.1.11129.2.4.2', octets(list))];
  return signed(issuer, tbs({ ...common, extensions: withPromise }, serial));
}

function tbs(
  { issuer, subject, spki, validity, extensions }: CertificateParts,
  serial: Buffer = newSerial(),
): Der {
  return sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_SHA256,
    name(issuer.name),
    sequence(generalizedTime(validity.from), generalizedTime(validity.until)),
    name(subject),
    spki,
    explicit(3, sequence(...extensions)),
  );
}

function signed(issuer: Issuer, toBeSigned: Der): Buffer {
  return sequence(toBeSigned, ECDSA_SHA256, bits(sign('sha256', toBeSigned, issuer.keys.privateKey)));
}

function name(commonName: string): Der {
  return commonName === '' ? sequence() : sequence(set(sequence(objectId('2.5.4.3'), utf8(commonName))));
}

function extension(id: string, value: Buffer, critical = false): Der {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), octets(value));
}

function keyIds(issuer: Issuer, spki: Buffer): Der[] {
  return [
    extension('2.5.29.14', octets(keyId(spki))),
    extension('2.5.29.35', sequence(implicit(0, keyId(issuer.keys.spki)))),
  ];
}

function keyId(spki: Buffer): Buffer {
  return createHash('sha1').update(spki).digest();
}

/** Positive, and its first byte never zero, which DER would not allow. */
function newSerial(): Buffer {
  return Buffer.concat([Buffer.from([0x5a]), randomBytes(15)]);
}

export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** RFC 6962 section 3.2: what a certificate log promises about a certificate that does not have the promise yet. */
export function certificateTimestamp(log: Keys, issuer: Keys, preCertificate: Buffer, at: Date): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(at.getTime()));
  const length = Buffer.alloc(3);
  length.writeUIntBE(preCertificate.length, 0, 3);
  const entry = Buffer.concat([sha256(issuer.spki), length, preCertificate]);
  const toSign = Buffer.concat([Buffer.from([0, 0]), time, uint16(1), entry, uint16(0)]);
  const signature = sign('sha256', toSign, log.privateKey);
  // Version 1, log, time, no extensions; sha256 (4) with ecdsa (3).
  return Buffer.concat([
    ...[Buffer.from([0]), sha256(log.spki), time, uint16(0)],
    ...[Buffer.from([4, 3]), uint16(signature.length), signature],
  ]);
}

export function sha256(...parts: Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
