import {
  assertMay,
  describeSelector,
  nextStanding,
  STANDING_APPROVAL_TRANSITIONS,
  type ParsedRequestOf,
  type revokeApproval,
  type StandingApproval,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';
import { oneRecord } from '../review/one-record';
import { approvalOf } from './approval-of';

/** Takes a standing approval back, or turns a proposed one down. */
export class RevokeApproval {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async revoke(request: ParsedRequestOf<typeof revokeApproval>): Promise<WriteReceipt> {
    const { actor, approvalId, reason: note } = request;
    assertMay('revoke', actor);
    const at = this.clock.now().toISOString();
    return this.writer.write({
      records: [{ kind: 'approval', key: approvalId }],
      at,
      decide: (present) => {
        const { firstReview: _firstReview, ...approval } = approvalOf(present, approvalId);
        const what = `The approval of ${describeSelector(approval.selector)}`;
        const state = nextStanding(STANDING_APPROVAL_TRANSITIONS, what, approval.state, 'revoke');
        const value: StandingApproval = { ...approval, state };
        return [oneRecord('approval', approvalId, { action: 'revoke', value, actor, at, note })];
      },
    });
  }
}
