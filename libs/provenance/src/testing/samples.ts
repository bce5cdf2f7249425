import { createHash } from 'node:crypto';
import { NPM_PUBLISH_V0_1, PYPI_PUBLISH_V1, SLSA_PROVENANCE_V1 } from '../attestation/predicate-types';
import { REPOSITORY, type SignedStatement } from './test-authority';

export const TARBALL = Buffer.from('the bytes of a tarball');
export const WHEEL = Buffer.from('the bytes of a wheel');

export const NPM_ARTIFACT = {
  id: { ecosystem: 'npm', name: '@acme/widget', version: '1.2.3' },
  sha512: createHash('sha512').update(TARBALL).digest('hex'),
} as const;

export const PYPI_ARTIFACT = {
  filename: 'acme_widget-1.2.3-py3-none-any.whl',
  sha256: createHash('sha256').update(WHEEL).digest('hex'),
} as const;

/** A SLSA v1 statement as npm's client writes it. */
export function slsaStatement(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'pkg:npm/%40acme/widget@1.2.3', digest: { sha512: NPM_ARTIFACT.sha512 } }],
    predicateType: SLSA_PROVENANCE_V1,
    predicate: {
      buildDefinition: {
        buildType: 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1',
        externalParameters: {
          workflow: {
            ref: 'refs/tags/v1.2.3',
            repository: REPOSITORY,
            path: '.github/workflows/release.yml',
          },
        },
      },
    },
    ...changes,
  };
}

export function publishStatement(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject: [{ name: 'pkg:npm/%40acme/widget@1.2.3', digest: { sha512: NPM_ARTIFACT.sha512 } }],
    predicateType: NPM_PUBLISH_V0_1,
    predicate: { name: '@acme/widget', version: '1.2.3', registry: 'https://registry.invalid' },
    ...changes,
  };
}

/** A PEP 740 statement as the publishing action writes it. */
export function pypiStatement(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: PYPI_ARTIFACT.filename, digest: { sha256: PYPI_ARTIFACT.sha256 } }],
    predicateType: PYPI_PUBLISH_V1,
    predicate: null,
    ...changes,
  };
}

export function bundleOf(signed: Omit<SignedStatement, 'certificate'>, material: object) {
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { ...material, tlogEntries: [signed.entry] },
    dsseEnvelope: {
      payload: signed.payload,
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: signed.signature, keyid: '' }],
    },
  };
}

export const certificateBundle = (signed: SignedStatement) =>
  bundleOf(signed, { certificate: { rawBytes: signed.certificate } });

export function npmAnswer(...offered: readonly { predicateType: string; bundle: unknown }[]): string {
  return JSON.stringify({ attestations: offered });
}

export const offeredSlsa = (signed: SignedStatement) => ({
  predicateType: SLSA_PROVENANCE_V1,
  bundle: certificateBundle(signed),
});

export function pypiAttestation(signed: SignedStatement) {
  return {
    version: 1,
    verification_material: { certificate: signed.certificate, transparency_entries: [signed.entry] },
    envelope: { statement: signed.payload, signature: signed.signature },
  };
}

export const PUBLISHER = { kind: 'GitHub', repository: 'acme/widget', workflow: 'release.yml' };

export function pypiAnswer(attestations: readonly unknown[], publisher: object = PUBLISHER): string {
  return JSON.stringify({ version: 1, attestation_bundles: [{ publisher, attestations }] });
}
