import type { checkClosure, recordRelease, ReplyOf, RequestOf, Revision } from '@sallyport/domain';

export type ClosureDecision = ReplyOf<typeof checkClosure>;

/** What a registry says of one release; of this installer's ecosystem. */
export type ToldRelease = Omit<RequestOf<typeof recordRelease>['releases'][number], 'ecosystem'>;

export interface ClosureQuestion {
  agentId: string;
  skillId: string;
  /** Every place of the tree, with the file that is there. */
  packages: RequestOf<typeof checkClosure>['packages'];
  roots: string[];
  lockDigest: string;
  /** An answer older than this is no answer. */
  minRevision: Revision;
}

/** What was found out of the provenance of one release's files. */
export type TracedRelease = RequestOf<typeof recordRelease>['releases'][number];

export abstract class Governance {
  /**
   * Always asks for a signed answer; whoever acts on it verifies it.
   * @throws DomainError `nobody-listens`, `timeout`, `stale-revision`, …: then nothing is allowed
   */
  abstract checkClosure(question: ClosureQuestion): Promise<ClosureDecision>;

  /**
   * Every decision that is asked for later knows of it.
   * @throws DomainError `nobody-listens`, `timeout`, `store-unavailable`, …: then it may not know
   */
  abstract recordProvenance(releases: readonly TracedRelease[]): Promise<void>;

  /** Tells of a name that an agent asked for and no registry has. Best effort, bounded in time; never rejects. */
  abstract reportMissingName(name: string, agentId: string): Promise<void>;

  /**
   * Tells what a registry says of releases. Best effort, bounded in time; never rejects: a fact that did not arrive is
   * unknown, and a policy that asks for it lets nothing pass.
   */
  abstract recordReleases(releases: readonly ToldRelease[]): Promise<void>;
}
