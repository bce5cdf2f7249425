import type { Signer } from '@sigstore/verify';
import type { ProvenanceIdentity } from '@sallyport/domain';
import { X509Certificate } from 'node:crypto';
import { Refusal } from '../refusal';

/** Arc of Fulcio's extensions: "Fulcio OID information" in sigstore's documentation. */
const FULCIO = '1.3.6.1.4.1.57264.1.';
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const UTF8_STRING = 0x0c;

/** Extensions whose value is a DER UTF8String. The older ones (1 to 6) hold the bare text and are deprecated. */
const EXTENSION = {
  issuer: 8,
  builder: 9,
  repository: 12,
  commit: 13,
  ref: 14,
  repositoryId: 15,
  buildConfig: 18,
} as const;

/**
 * What the library does not ask of the certificate that signed: that it may sign code, and is no authority.
 * @throws Refusal `malformed`, `untrusted-root`
 */
export function assertLeaf(der: Buffer): void {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch (cause) {
    throw new Refusal('malformed', 'The certificate cannot be read', cause);
  }
  const uses: readonly string[] = certificate.keyUsage ?? [];
  if (certificate.ca || !uses.includes(CODE_SIGNING)) {
    throw new Refusal('untrusted-root', 'The certificate is not one for signing code');
  }
}

/** @throws Refusal `wrong-identity` where the certificate does not say who its holder is */
export function identityOf({ subjectAlternativeName: subject, oids }: Identity): ProvenanceIdentity {
  const values = new Map(oids?.map(({ oid, value }) => [oid?.id.join('.') ?? '', value]));
  const textOf = (extension: number): string | null => utf8(values.get(`${FULCIO}${extension}`));
  const issuer = textOf(EXTENSION.issuer) ?? bare(values.get(`${FULCIO}1`));
  if (issuer === null || subject === undefined || subject.length === 0 || subject.length > 512) {
    throw new Refusal('wrong-identity', 'The certificate names no issuer, or nobody that it is for');
  }
  const repository = textOf(EXTENSION.repository);
  return {
    issuer,
    subject,
    repository,
    repositoryId: textOf(EXTENSION.repositoryId),
    workflow: pathWithin(repository, textOf(EXTENSION.buildConfig)),
    ref: textOf(EXTENSION.ref),
    commit: textOf(EXTENSION.commit),
    builder: textOf(EXTENSION.builder),
  };
}

type Identity = NonNullable<Signer['identity']>;

/** `https://forge/owner/name/.github/workflows/release.yml@refs/heads/main` without repository and ref. */
function pathWithin(repository: string | null, buildConfig: string | null): string | null {
  if (buildConfig === null) return null;
  const [address = ''] = buildConfig.split('@');
  // GitLab has two slashes there, since its paths are absolute.
  const path =
    repository !== null && address.startsWith(`${repository}/`)
      ? address.slice(repository.length).replace(/^\/+/, '')
      : address;
  return path === '' ? null : path;
}

/** X.690: tag, length, contents; null where it is anything else than one UTF8String of a length that we take. */
function utf8(der: Buffer | undefined): string | null {
  if (der === undefined || der[0] !== UTF8_STRING) return null;
  const first = der[1] ?? 0;
  const extra = first < 0x80 ? 0 : first & 0x7f;
  if (extra > 2) return null;
  const length = extra === 0 ? first : der.readUIntBE(2, extra);
  const contents = der.subarray(2 + extra);
  return contents.length === length ? bare(contents) : null;
}

function bare(bytes: Buffer | undefined): string | null {
  if (bytes === undefined || bytes.length === 0 || bytes.length > 512) return null;
  const text = bytes.toString('utf8');
  // Control characters and broken UTF-8 are in no address, and would be printed.
  return /[\p{Cc}\p{Cf}\u{fffd}]/u.test(text) ? null : text;
}
