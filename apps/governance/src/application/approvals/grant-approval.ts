import { randomUUID } from 'node:crypto';
import {
  actorText,
  assertMay,
  assertNotPublisher,
  canonicalJson,
  DomainError,
  grantOf,
  packageId,
  parseSelector,
  parseTerms,
  twoReviewerReasons,
  type grantApproval,
  type ParsedRequestOf,
  type Policy,
  type ReplyOf,
  type Selector,
  type StandingApproval,
  type WriteReceipt,
} from '@sallyport/domain';
import { ApprovePackages } from '../packages/approve-packages';
import { Clock } from '../ports/clock';
import { RegistryStore } from '../ports/registry-store';
import { CurrentView } from '../registry/current-view';
import { RegistryWriter } from '../registry/registry-writer';
import { POLICY_RECORD, policyOf } from '../review/review-policy';
import { oneRecord } from '../review/one-record';

type Approval = ParsedRequestOf<typeof grantApproval>;

/** Approves by selector. An exact one is the approval of that version; where policy wants two people, it is proposed. */
export class GrantApproval {
  constructor(
    private readonly store: RegistryStore,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
    private readonly current: CurrentView,
    private readonly exact: ApprovePackages,
  ) {}

  async grant(asked: Approval): Promise<ReplyOf<typeof grantApproval>> {
    assertMay('approve', asked.actor);
    const selector = parseSelector(asked.selector);
    assertNotPublisher(selector);
    const { selector: _selector, ...approval } = asked;
    if (selector.kind === 'exact') {
      const receipt = await this.exact.approve({ ...approval, packages: [packageId(selector)] });
      return { ...receipt, approvalId: null };
    }
    return this.grantStanding(selector, approval);
  }

  private async grantStanding(
    selector: Selector,
    approval: Omit<Approval, 'selector'>,
  ): Promise<ReplyOf<typeof grantApproval>> {
    const { actor, note, seenRevision } = approval;
    const at = this.clock.now().toISOString();
    const same = await this.sameSelector(selector);
    let outcome: StandingApproval | undefined;
    const receipt = await this.writer.write({
      records: [POLICY_RECORD, ...same.map((key) => ({ kind: 'approval' as const, key }))],
      at,
      decide: (present) => {
        assertSeen(seenRevision, present.revision);
        const policy = policyOf(present, this.current.view.policy);
        const wanted = proposed(selector, approval, policy, at);
        const known = same
          .map((key) => present.recordOf('approval', key))
          .find((before) => before !== undefined && saysTheSame(before, wanted, approval));
        outcome = known ?? wanted;
        if (known !== undefined) return [];
        const action = wanted.state === 'live' ? 'grant' : 'propose';
        return [oneRecord('approval', wanted.id, { action, value: wanted, actor, at, note })];
      },
    });
    return {
      ...receipt,
      unchanged: 1 - receipt.changed,
      ...(outcome !== undefined && receipt.changed > 0 ? givenBy(outcome) : {}),
      approvalId: outcome?.id ?? null,
    };
  }

  /** Keys of what was approved by the same selector and may still hold; asking twice must not give two. */
  private async sameSelector(selector: Selector): Promise<string[]> {
    const { records } = await this.store.records('approval');
    const text = canonicalJson(selector);
    return records
      .filter(({ value }) => value.state === 'live' || value.state === 'proposed')
      .filter(({ value }) => canonicalJson(value.selector) === text)
      .map(({ key }) => key);
  }
}

function givenBy({ state, grant }: StandingApproval): Pick<WriteReceipt, 'awaitingSecond' | 'expiresAt'> {
  return {
    ...(state === 'proposed' ? { awaitingSecond: 1 } : {}),
    ...(grant.expiresAt === null ? {} : { expiresAt: grant.expiresAt }),
  };
}

function proposed(
  selector: Selector,
  approval: Omit<Approval, 'selector'>,
  policy: Policy,
  at: string,
): StandingApproval {
  const { minMaturity } = approval;
  const by = actorText(approval.actor);
  const terms = parseTerms(approval, policy.review, Date.parse(at));
  const digests = selector.kind === 'digest' ? [selector.digest] : null;
  const grant = grantOf(terms, { by: [by], at, digests, closure: null });
  const reasons = twoReviewerReasons(policy.review, {
    minMaturity,
    capabilities: [],
    // One file is no more than one version.
    isStanding: selector.kind !== 'digest',
  });
  const standing = { id: randomUUID(), selector, minMaturity, grant };
  return terms.breakGlass || reasons.length === 0
    ? { ...standing, state: 'live' }
    : { ...standing, state: 'proposed', firstReview: { by, minMaturity, grant } };
}

/** By the same person where it waits for another one; a default end moves with the clock, so it is no other term. */
function saysTheSame(
  before: StandingApproval,
  wanted: StandingApproval,
  { expiresAt }: Pick<Approval, 'expiresAt'>,
): boolean {
  const { grant } = before;
  return (
    before.state === wanted.state &&
    before.minMaturity === wanted.minMaturity &&
    canonicalJson([grant.without, grant.breakGlass]) ===
      canonicalJson([wanted.grant.without, wanted.grant.breakGlass]) &&
    (expiresAt === undefined || grant.expiresAt === wanted.grant.expiresAt) &&
    (before.state === 'live' || canonicalJson(grant.by) === canonicalJson(wanted.grant.by))
  );
}

/** A standing approval is of no package that anybody could have decided about since; only that it was is looked at. */
function assertSeen(seen: number | undefined, revision: number): void {
  if (seen === undefined || seen <= revision) return;
  throw new DomainError(
    'review-conflict',
    `The registry is at revision ${revision}; ${seen} cannot have been seen`,
    { hint: 'Look at it again, then decide.' },
  );
}
