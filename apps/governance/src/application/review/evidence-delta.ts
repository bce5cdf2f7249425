import {
  deltaBase,
  deltaSigns,
  DomainError,
  gainedCapabilities,
  likeArtifact,
  packageId,
  type getRequest,
  type PackageFacts,
  type PackageId,
  type ReplyOf,
} from '@sallyport/domain';
import { otherVersions, type RegistryView } from '@sallyport/registry-view';
import type { ArtifactComparer, Comparison } from '../ports/artifact-comparer';
import type { Evidence } from './evidence';

type EvidenceDelta = NonNullable<ReplyOf<typeof getRequest>['evidence'][number]['delta']>;
type Compared = NonNullable<EvidenceDelta['artifacts']>[number];

/** Files of one version that are compared; a release with more has one for each system, and they are alike. */
const MAX_ARTIFACTS = 10;
/** Of one request; those of the worst packages are compared, and of the others it is said that they were not. */
const MAX_PAIRS = 1_000;

/** Against the version that a decision compares with, where there is one and both are known; files not yet compared. */
export function evidenceDelta(id: PackageId, view: RegistryView): EvidenceDelta | null {
  const after = view.factsOf(id);
  if (after === undefined) return null;
  const base = deltaBase(id, otherVersions(view, id));
  if (base === undefined) return null;
  const before = view.factsOf(packageId({ ...id, version: base.version }));
  if (before === undefined) return null;
  return {
    from: base.version,
    how: base.how,
    gained: gainedCapabilities(before, after),
    ...publisherOf(before, after),
    artifacts: after.artifacts.slice(0, MAX_ARTIFACTS).map(({ digest, kind, filename }): Compared => {
      const like = likeArtifact({ kind, filename }, base.artifacts);
      return {
        digest,
        filename,
        against: like === undefined ? null : { digest: like.digest, filename: like.filename },
        delta: null,
        why: like === undefined ? 'nothing-like' : 'left-out',
        signs: [],
      };
    }),
  };
}

function publisherOf(before: PackageFacts, after: PackageFacts): Pick<EvidenceDelta, 'publisher'> {
  const [was, is] = [before.release.publisher, after.release.publisher];
  return was === is ? {} : { publisher: { before: was, after: is } };
}

/**
 * The same evidence with what its files differ in. One question; where nobody answers it, the reviewer is told so, and
 * has the rest of the evidence.
 */
export async function withComparisons(
  evidence: readonly Evidence[],
  comparer: ArtifactComparer,
): Promise<Evidence[]> {
  const open = evidence
    .flatMap(({ delta }) => delta?.artifacts ?? [])
    .flatMap(({ digest, against }) => (against === null ? [] : [{ digest, against: against.digest }]))
    .slice(0, MAX_PAIRS);
  if (open.length === 0) return [...evidence];
  const answers = await answersTo(open, comparer);
  return evidence.map((one) => {
    if (one.delta?.artifacts === undefined) return one;
    const artifacts = one.delta.artifacts.map((artifact) => {
      const answer = answers.get(keyOf(artifact.digest, artifact.against?.digest));
      return answer === undefined ? artifact : filled(artifact, answer, one);
    });
    return { ...one, delta: { ...one.delta, artifacts } };
  });
}

type Answer = Pick<Comparison, 'delta' | 'behaviours'> & { why: string | null };

async function answersTo(
  pairs: readonly { digest: string; against: string }[],
  comparer: ArtifactComparer,
): Promise<Map<string, Answer>> {
  try {
    const comparisons = await comparer.compare(pairs);
    return new Map(comparisons.map((one) => [keyOf(one.digest, one.against), one]));
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
    return new Map(pairs.map((one) => [keyOf(one.digest, one.against), { delta: null, why: cause.code }]));
  }
}

function keyOf(digest: string, against: string | undefined): string {
  return `${digest} ${against ?? ''}`;
}

function filled(
  artifact: Compared,
  { delta, why, behaviours = null }: Answer,
  { facts, delta: of }: Evidence,
): Compared {
  const signs = delta === null ? [] : deltaSigns(delta, { ageOf: agesFrom(facts, of?.from) });
  return { ...artifact, delta, why, behaviours, signs };
}

/** The package registry tells how old what came in was, against its own predecessor of the release. */
function agesFrom(facts: PackageFacts | null, from: string | undefined): (name: string) => number | null {
  const told = facts?.release.registry?.newDependencies;
  if (told === undefined || !('value' in told) || from === undefined) return () => null;
  const ages = new Map(told.value.added.map(({ name, ageDays }) => [name, ageDays]));
  return (name) => ages.get(name) ?? null;
}
