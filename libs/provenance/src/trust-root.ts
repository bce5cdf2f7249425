import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial, type TrustMaterial } from '@sigstore/verify';
import { z } from 'zod';
import { parseBoundedJson } from './bounded-json';
import { MAX_TRUST_ROOT_BYTES } from './limits';
import { NO_REGISTRY_KEYS, readRegistryKeys } from './registry-keys';

/** Issuers of OpenID Connect tokens that vouch for builds, by the forges that run them. */
export const BUILD_ISSUERS: readonly string[] = [
  'https://token.actions.githubusercontent.com',
  'https://gitlab.com',
  // Service accounts of Google Cloud, which PEP 740 publishers may be.
  'https://accounts.google.com',
];

/** Whom the operator trusts. There is no way to get one from a network or from what is verified. */
export interface TrustRoot {
  readonly material: TrustMaterial;
  /** Certificates of other issuers may be genuine, and say nothing about a build. */
  readonly issuers: ReadonlySet<string>;
  /** Whether there are keys of a package registry, which sign npm's publish attestations. */
  readonly hasRegistryKeys: boolean;
}

export interface TrustRootFiles {
  /** sigstore's trusted_root.json (protobuf `dev.sigstore.trustroot.v1.TrustedRoot` in JSON). */
  trustedRoot: string;
  /** Keys of the npm registry as in sigstore's TUF repository; absent: publish attestations are not looked at. */
  registryKeys?: string | undefined;
  /** Absent: `BUILD_ISSUERS`. */
  issuers?: readonly string[] | undefined;
}

/** All three are needed: without an authority, a log or a certificate log nothing could ever be verified. */
const Shape = z.object({
  mediaType: z.string().startsWith('application/vnd.dev.sigstore.trustedroot'),
  tlogs: z.array(z.unknown()).min(1, 'no transparency log').max(64),
  certificateAuthorities: z.array(z.unknown()).min(1, 'no certificate authority').max(64),
  ctlogs: z.array(z.unknown()).min(1, 'no certificate log').max(64),
});

/** @throws Error saying what is wrong with a file; then the service must not start */
export function readTrustRoot({ trustedRoot, registryKeys, issuers }: TrustRootFiles): TrustRoot {
  const value = parseBoundedJson(trustedRoot, MAX_TRUST_ROOT_BYTES);
  const shape = Shape.safeParse(value);
  if (!shape.success) {
    const [issue] = shape.error.issues;
    throw new Error(`not a sigstore trusted root: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
  }
  const keys = registryKeys === undefined ? undefined : readRegistryKeys(registryKeys);
  return {
    material: toTrustMaterial(TrustedRoot.fromJSON(value), keys ?? NO_REGISTRY_KEYS),
    issuers: new Set(issuers ?? BUILD_ISSUERS),
    hasRegistryKeys: keys !== undefined,
  };
}
