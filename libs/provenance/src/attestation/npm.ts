import { fromPurl, packageId, toPurl, type PackageId, type ProvenanceOutcome } from '@sallyport/domain';
import { z } from 'zod';
import { parseBoundedJson } from '../bounded-json';
import { MAX_ANSWER_BYTES, MAX_ATTESTATIONS } from '../limits';
import { outcomeOf, Refusal } from '../refusal';
import { verifyBundle, type VerifiedBundle } from '../sigstore/verify-bundle';
import type { TrustRoot } from '../trust-root';
import { agreed, builderOf, type Attested } from './agree';
import { NPM_PUBLISH_V0_1, SLSA_PROVENANCE_V1 } from './predicate-types';
import { assertSubject, readStatement, type ExpectedSubject, type Statement } from './statement';

/** Answer of the address that a packument names in `dist.attestations.url`. */
const NpmAttestations = z.object({
  attestations: z
    .array(z.object({ predicateType: z.string().max(256), bundle: z.unknown() }))
    .max(MAX_ATTESTATIONS),
});

/** The workflow that SLSA's build type for GitHub Actions says it ran; other build types name theirs elsewhere. */
const SlsaWorkflow = z.object({
  buildDefinition: z.object({
    externalParameters: z.object({ workflow: z.object({ repository: z.string() }) }),
  }),
});

export interface NpmArtifact {
  readonly id: PackageId;
  /** SHA-512 of the tarball's bytes, lower-case hex. */
  readonly sha512: string;
}

/**
 * Verifies what npm's registry hands over as attestations of one tarball. Provenance is SLSA's predicate; npm's own
 * publish attestation has to verify where keys were given, and is no provenance by itself.
 * @param text the answer, as it came
 * @param trust undefined: none was given, and nothing can be verified
 */
export function verifyNpmAttestations(
  text: string,
  artifact: NpmArtifact,
  trust: TrustRoot | undefined,
): ProvenanceOutcome {
  return outcomeOf(() => {
    const offered = read(text);
    if (!offered.some(({ predicateType }) => predicateType === SLSA_PROVENANCE_V1)) {
      return withoutProvenance(offered);
    }
    if (trust === undefined) throw new Refusal('no-trust-root', 'No trust root was given to verify it with');
    const attested = offered
      .filter(({ predicateType }) => predicateType === SLSA_PROVENANCE_V1 || trust.hasRegistryKeys)
      .map((attestation) => verifiedOne(attestation, artifact, trust))
      .filter(({ predicateType }) => predicateType === SLSA_PROVENANCE_V1);
    return agreed(attested, trust);
  });
}

type Offered = z.infer<typeof NpmAttestations>['attestations'][number];

function read(text: string): Offered[] {
  const parsed = NpmAttestations.safeParse(parseBoundedJson(text, MAX_ANSWER_BYTES));
  if (parsed.success) return parsed.data.attestations;
  throw new Refusal('malformed', 'It is no list of attestations', parsed.error);
}

function withoutProvenance(offered: readonly Offered[]): ProvenanceOutcome {
  const other = offered.find(({ predicateType }) => predicateType !== NPM_PUBLISH_V0_1);
  if (other === undefined) return { state: 'absent' };
  throw new Refusal('wrong-predicate', `${other.predicateType} is no provenance that is understood`);
}

/** The predicate that counts is the one that was signed; the one beside the bundle is the package registry's word. */
function verifiedOne(offered: Offered, artifact: NpmArtifact, trust: TrustRoot): Attested {
  const bundle = verifyBundle(offered.bundle, trust);
  const statement = readStatement(bundle.statement);
  if (statement.predicateType !== offered.predicateType) {
    throw new Refusal(
      'wrong-predicate',
      `${statement.predicateType} is signed where ${offered.predicateType} is offered`,
    );
  }
  assertSubject(statement, subjectOf(artifact));
  if (statement.predicateType === SLSA_PROVENANCE_V1) assertSameRepository(statement, bundle, trust);
  return { bundle, predicateType: statement.predicateType };
}

function subjectOf({ id, sha512 }: NpmArtifact): ExpectedSubject {
  const { name, version } = packageId(id);
  return { name: toPurl(id), isNamed, algorithm: 'sha512', digest: sha512 };

  function isNamed(text: string): boolean {
    // Qualifiers and subpaths would name a part of the package, or the package of another registry.
    if (/[?#]/.test(text)) return false;
    try {
      const named = fromPurl(text);
      return named.ecosystem === 'npm' && named.name === name && named.version === version;
    } catch {
      return false;
    }
  }
}

/** Provenance without a source is none, and a statement that names another than its signer's is a lie. */
function assertSameRepository({ predicate }: Statement, bundle: VerifiedBundle, trust: TrustRoot): void {
  const { repository } = builderOf(bundle, trust);
  if (repository === null) throw new Refusal('wrong-identity', 'The certificate names no source repository');
  const stated = SlsaWorkflow.safeParse(predicate);
  if (!stated.success) return;
  const { workflow } = stated.data.buildDefinition.externalParameters;
  if (workflow.repository !== repository) {
    throw new Refusal(
      'wrong-identity',
      `The statement says ${workflow.repository} and the certificate ${repository}`,
    );
  }
}
