import {
  DomainError,
  type Actor,
  type ParsedRequestOf,
  type ReplyOf,
  type reviewMany,
  type WriteReceipt,
} from '@sallyport/domain';
import { ApprovePackages } from '../packages/approve-packages';
import { RejectPackages } from '../packages/reject-packages';
import { RevokePackages } from '../packages/revoke-packages';

type Review = ParsedRequestOf<typeof reviewMany>['reviews'][number];
type Result = ReplyOf<typeof reviewMany>['results'][number];

/** Decides many requests, one after the other. Each is an act of its own: what one refuses holds no other up. */
export class ReviewMany {
  constructor(
    private readonly approvePackages: ApprovePackages,
    private readonly rejectPackages: RejectPackages,
    private readonly revokePackages: RevokePackages,
  ) {}

  async review({ actor, reviews }: ParsedRequestOf<typeof reviewMany>): Promise<ReplyOf<typeof reviewMany>> {
    const results: Result[] = [];
    for (const review of reviews) results.push(await this.resultOf(actor, review));
    return { results };
  }

  private async resultOf(actor: Actor, review: Review): Promise<Result> {
    const { requestId } = review;
    try {
      return { requestId, receipt: await this.decide(actor, review), error: null };
    } catch (cause) {
      // Of a fault that has no name nothing is known, not even whether the rest may go on.
      if (!DomainError.is(cause)) throw cause;
      const { code, message, hint } = cause;
      return { requestId, receipt: null, error: { code, message, hint } };
    }
  }

  private async decide(actor: Actor, review: Review): Promise<WriteReceipt> {
    const { requestId, action, minMaturity, reason, expiresAt, without, seenRevision } = review;
    if (action === 'approve') {
      if (minMaturity === undefined) throw incomplete(review, 'minMaturity');
      const terms = { expiresAt, without, seenRevision, note: reason };
      return this.approvePackages.approve({ actor, requestId, minMaturity, ...terms });
    }
    if (!reason?.trim()) throw incomplete(review, 'reason');
    const decided = { actor, requestId, reason, seenRevision };
    return action === 'reject' ? this.rejectPackages.reject(decided) : this.revokePackages.revoke(decided);
  }
}

function incomplete({ action, requestId }: Review, field: string): DomainError {
  return new DomainError('invalid-request', `To ${action} the request ${requestId}, \`${field}\` is needed`);
}
