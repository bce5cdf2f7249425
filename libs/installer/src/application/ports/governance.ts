import type { checkClosure, ReplyOf, Revision } from '@sallyport/domain';

export type ClosureDecision = ReplyOf<typeof checkClosure>;

export interface ClosureQuestion {
  agentId: string;
  packages: readonly { name: string; version: string }[];
  /** An answer older than this is no answer. */
  minRevision: Revision;
}

export abstract class Governance {
  /** @throws DomainError `nobody-listens`, `timeout`, `stale-revision`, …: then nothing is allowed */
  abstract checkClosure(question: ClosureQuestion): Promise<ClosureDecision>;
}
