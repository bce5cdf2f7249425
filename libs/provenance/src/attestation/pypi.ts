import type { ProvenanceIdentity, ProvenanceOutcome } from '@sallyport/domain';
import { z } from 'zod';
import { parseBoundedJson } from '../bounded-json';
import {
  MAX_ANSWER_BYTES,
  MAX_ATTESTATIONS,
  MAX_CERTIFICATE_CHARACTERS,
  MAX_STATEMENT_CHARACTERS,
} from '../limits';
import { outcomeOf, Refusal } from '../refusal';
import { LogEntryShape, TimestampShape } from '../sigstore/bundle-shape';
import { verifyBundle } from '../sigstore/verify-bundle';
import type { TrustRoot } from '../trust-root';
import { agreed, builderOf, type Attested } from './agree';
import { distributionName } from './distribution-name';
import { PYPI_PUBLISH_V1, SLSA_PROVENANCE_V1 } from './predicate-types';
import { assertSubject, readStatement, type Statement } from './statement';

/** PEP 740, "Attestation objects": version 1. */
const Attestation = z.object({
  version: z.literal(1),
  verification_material: z.object({
    certificate: z.base64().min(1).max(MAX_CERTIFICATE_CHARACTERS),
    transparency_entries: z.array(LogEntryShape).max(4),
    // In no text of the PEP yet, and written by its reference implementation for logs without promises.
    timestamps: z.array(TimestampShape).max(4).nullish(),
  }),
  envelope: z.object({
    statement: z.base64().min(1).max(MAX_STATEMENT_CHARACTERS),
    signature: z.base64().min(1).max(2_048),
  }),
});

const Name = z
  .string()
  .max(256)
  .nullish()
  .transform((name) => name ?? undefined);
/** Whom the index says it let publish. Its word: what counts is the certificate, and that the two agree. */
const Publisher = z.object({
  kind: z.string().max(64),
  repository: Name,
  /** GitHub: name of the file in `.github/workflows`. */
  workflow: Name,
  /** GitLab: path in the repository. */
  workflow_filepath: Name,
  /** Google: the service account. */
  email: Name,
});
type Publisher = z.infer<typeof Publisher>;

/** PEP 740, "Provenance objects": version 1; what the integrity API answers. */
const Provenance = z.object({
  version: z.literal(1),
  attestation_bundles: z
    .array(z.object({ publisher: Publisher, attestations: z.array(z.unknown()).max(MAX_ATTESTATIONS) }))
    .max(MAX_ATTESTATIONS),
});

export interface PypiArtifact {
  /** Name of the wheel or sdist. */
  readonly filename: string;
  /** SHA-256 of its bytes, lower-case hex. */
  readonly sha256: string;
}

/**
 * Verifies a PEP 740 provenance object of one file. Either predicate of the PEP counts as provenance, since both carry
 * the certificate of the build that uploaded the file; all that are offered have to verify and to agree.
 * @param text the answer, as it came
 * @param trust undefined: none was given, and nothing can be verified
 */
export function verifyPypiProvenance(
  text: string,
  artifact: PypiArtifact,
  trust: TrustRoot | undefined,
): ProvenanceOutcome {
  return outcomeOf(() => {
    const parsed = Provenance.safeParse(parseBoundedJson(text, MAX_ANSWER_BYTES));
    if (!parsed.success) {
      throw new Refusal('malformed', 'It is no provenance object of PEP 740, version 1', parsed.error);
    }
    const offered = parsed.data.attestation_bundles.flatMap(({ publisher, attestations }) =>
      attestations.map((attestation) => ({ publisher, attestation })),
    );
    if (offered.length === 0) return { state: 'absent' };
    if (offered.length > MAX_ATTESTATIONS) {
      throw new Refusal('too-large', `It has more than ${MAX_ATTESTATIONS} attestations`);
    }
    if (trust === undefined) throw new Refusal('no-trust-root', 'No trust root was given to verify it with');
    const attested = offered.map(({ publisher, attestation }) =>
      verifiedOne(attestation, publisher, artifact, trust),
    );
    return agreed(attested, trust);
  });
}

function verifiedOne(
  value: unknown,
  publisher: Publisher,
  artifact: PypiArtifact,
  trust: TrustRoot,
): Attested {
  const attestation = Attestation.safeParse(value);
  if (!attestation.success) {
    const [issue] = attestation.error.issues;
    throw new Refusal(
      'malformed',
      `The attestation's ${issue?.path.join('.') || 'shape'}: ${issue?.message}`,
    );
  }
  const bundle = verifyBundle(asBundle(attestation.data), trust);
  const statement = readStatement(bundle.statement);
  assertPredicate(statement);
  assertFile(statement, artifact);
  assertPublisher(builderOf(bundle, trust), publisher);
  return { bundle, predicateType: statement.predicateType };
}

/** PEP 740, "Attestation verification": the object is a sigstore bundle under other names. */
function asBundle({ verification_material: material, envelope }: z.infer<typeof Attestation>): unknown {
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      certificate: { rawBytes: material.certificate },
      tlogEntries: material.transparency_entries,
      timestampVerificationData: {
        rfc3161Timestamps: (material.timestamps ?? []).map((signedTimestamp) => ({ signedTimestamp })),
      },
    },
    dsseEnvelope: {
      payload: envelope.statement,
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: envelope.signature }],
    },
  };
}

function assertPredicate({ predicateType }: Statement): void {
  if (predicateType !== PYPI_PUBLISH_V1 && predicateType !== SLSA_PROVENANCE_V1) {
    throw new Refusal('wrong-predicate', `${predicateType} is no predicate of PEP 740`);
  }
}

/** PEP 740 wants one subject. Its file name may be spelled otherwise, as long as it is the same distribution. */
function assertFile(statement: Statement, { filename, sha256 }: PypiArtifact): void {
  if (statement.subject.length !== 1) {
    throw new Refusal('wrong-subject', `It has ${statement.subject.length} subjects and not one`);
  }
  const wanted = distributionName(filename);
  const isNamed = (name: string) => wanted !== undefined && distributionName(name) === wanted;
  assertSubject(statement, { name: filename, isNamed, algorithm: 'sha256', digest: sha256 });
}

function assertPublisher(identity: ProvenanceIdentity, publisher: Publisher): void {
  const { repository, email, workflow, workflow_filepath: path } = publisher;
  const faults = [
    repository !== undefined && !endsWithPath(identity.repository, repository) ? 'repository' : undefined,
    email !== undefined && identity.subject !== email ? 'mail address' : undefined,
    workflow !== undefined && identity.workflow?.split('/').at(-1) !== workflow ? 'workflow' : undefined,
    path !== undefined && identity.workflow !== path ? 'workflow' : undefined,
    // Nothing that can be compared: the certificate alone speaks, and has to name a source.
    repository === undefined && email === undefined && identity.repository === null ? 'source' : undefined,
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) {
    throw new Refusal(
      'wrong-identity',
      `The certificate has another ${faults.join(' and ')} than the index says`,
    );
  }
}

/** Forges tell names of repositories apart without regard to case. */
function endsWithPath(address: string | null, repository: string): boolean {
  return address?.toLowerCase().endsWith(`/${repository.toLowerCase()}`) ?? false;
}
