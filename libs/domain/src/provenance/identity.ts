import { z } from 'zod';

/** Longest text that is taken from a certificate; what is longer is no address of a repository. */
const Text = z.string().min(1).max(512);

/**
 * Who built a release, as the certificate says that signed its provenance: never as the statement says, which its
 * signer may write as they like. Members that the certificate does not name are null.
 */
export const ProvenanceIdentity = z.object({
  /** OpenID Connect issuer that vouched for the signer, such as a forge's own. */
  issuer: Text,
  /** Subject alternative name: for a workflow its address, for a service account its mail address. */
  subject: Text,
  /** Address of the source repository. */
  repository: Text.nullable(),
  /** The forge's number for it: a repository that is deleted and made again under its old name has another. */
  repositoryId: Text.nullable(),
  /** Path of the build definition within its repository, such as `.github/workflows/release.yml`. */
  workflow: Text.nullable(),
  /** Such as `refs/tags/v1.2.3`. */
  ref: Text.nullable(),
  /** Commit that was built. */
  commit: Text.nullable(),
  /** What built it: the address of the (perhaps reusable) workflow, with its ref. */
  builder: Text.nullable(),
});
export type ProvenanceIdentity = z.infer<typeof ProvenanceIdentity>;

/** The part of an identity that stays the same from one release to the next, and that a package is pinned to. */
export const ProvenanceSource = ProvenanceIdentity.pick({
  issuer: true,
  repository: true,
  repositoryId: true,
  workflow: true,
}).extend({
  /** Only where no repository is named: then it is all there is to tell signers apart. */
  subject: Text.nullable(),
});
export type ProvenanceSource = z.infer<typeof ProvenanceSource>;

export function sourceOf(identity: ProvenanceIdentity): ProvenanceSource {
  const { issuer, subject, repository, repositoryId, workflow } = identity;
  return { issuer, repository, repositoryId, workflow, subject: repository === null ? subject : null };
}
