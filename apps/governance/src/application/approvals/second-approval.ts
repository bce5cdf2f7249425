import {
  actorText,
  assertMay,
  describeSelector,
  nextStanding,
  seconded,
  STANDING_APPROVAL_TRANSITIONS,
  twoReviewerReasons,
  type ParsedRequestOf,
  type secondApproval,
  type StandingApproval,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import type { Present } from '../ports/registry-store';
import { CurrentView } from '../registry/current-view';
import { RegistryWriter } from '../registry/registry-writer';
import { oneRecord } from '../review/one-record';
import { POLICY_RECORD, policyOf } from '../review/review-policy';
import { approvalOf } from './approval-of';

type Second = ParsedRequestOf<typeof secondApproval>;

/** Another person's yes to a proposed standing approval, on the terms that the first one gave. */
export class SecondApproval {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
    private readonly current: CurrentView,
  ) {}

  async second(request: Second): Promise<WriteReceipt> {
    assertMay('approve', request.actor);
    const { actor, note } = request;
    const at = this.clock.now().toISOString();
    let expiresAt: string | null = null;
    const receipt = await this.writer.write({
      records: [POLICY_RECORD, { kind: 'approval', key: request.approvalId }],
      at,
      decide: (present) => {
        const value = this.seconded(request, present, at);
        expiresAt = value.grant.expiresAt;
        return [oneRecord('approval', value.id, { action: 'second', value, actor, at, note })];
      },
    });
    return { ...receipt, unchanged: 0, ...(expiresAt === null ? {} : { expiresAt }) };
  }

  private seconded({ actor, approvalId, note }: Second, present: Present, at: string): StandingApproval {
    const approval = approvalOf(present, approvalId);
    const what = `The approval of ${describeSelector(approval.selector)}`;
    const state = nextStanding(STANDING_APPROVAL_TRANSITIONS, what, approval.state, 'second');
    const first = approval.firstReview ?? firstOf(approval);
    const { review } = policyOf(present, this.current.view.policy);
    const { minMaturity } = approval;
    const { expiresAt, without, breakGlass, digests, closure } = first.grant;
    const grant = seconded(what, first, {
      ...{ by: actorText(actor), at, minMaturity, digests, closure },
      terms: { expiresAt, isEndAsked: false, without, breakGlass, reason: note?.trim() ? note : null },
      twoReviewers: twoReviewerReasons(review, { minMaturity, capabilities: [], isStanding: true }),
    });
    const { firstReview: _firstReview, ...standing } = approval;
    return { ...standing, grant, state };
  }
}

/** Who proposed it is in its grant, too. */
function firstOf({ grant, minMaturity }: StandingApproval) {
  return { by: grant.by[0] ?? '', minMaturity, grant };
}
