import {
  actorText,
  assertMay,
  assertNotRequester,
  capabilitiesOf,
  describePackage,
  digestsOf,
  DomainError,
  factsKey,
  isScanned,
  lockDigest,
  parseTerms,
  twoReviewerReasons,
  yesToEntry,
  type approvePackages,
  type PackageId,
  type ParsedRequestOf,
  type Policy,
  type RegistryEntry,
  type Transition,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryStore, type ChangePart, type Present } from '../ports/registry-store';
import { CurrentView } from '../registry/current-view';
import { RegistryWriter } from '../registry/registry-writer';
import { writeAsSeen } from '../review/as-seen';
import { POLICY_RECORD, policyOf } from '../review/review-policy';
import { namePackages, packageParts, refuse } from './package-parts';
import { findTarget, type Target } from './target';

type Approval = ParsedRequestOf<typeof approvePackages>;

/** Approves packages, or everything a request stands for, in one act: all of it or nothing. */
export class ApprovePackages {
  constructor(
    private readonly store: RegistryStore,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
    private readonly current: CurrentView,
  ) {}

  async approve(approval: Approval): Promise<WriteReceipt> {
    assertMay('approve', approval.actor);
    const target = await findTarget(this.store, approval);
    const { packages } = target;
    const at = this.clock.now().toISOString();
    let parts: ChangePart[] = [];
    const receipt = await writeAsSeen(this.store, this.writer, approval.seenRevision, {
      packages,
      records: [POLICY_RECORD, ...packages.map((id) => ({ kind: 'facts' as const, key: factsKey(id) }))],
      at,
      decide: (present) => {
        const policy = policyOf(present, this.current.view.policy);
        parts = partsOf(approval, target, { policy, present, at });
        return parts;
      },
    });
    return { ...receipt, ...givenBy(parts) };
  }
}

/** A second yes keeps the end of the first one, so the packages of one act may end at different times. */
function givenBy(parts: readonly ChangePart[]): Pick<WriteReceipt, 'awaitingSecond' | 'expiresAt'> {
  const entries = parts.flatMap((part) => (part.kind === 'package' ? [part.entry] : []));
  const awaitingSecond = entries.filter(({ firstReview }) => firstReview !== undefined).length;
  const [expiresAt] = entries
    .flatMap(({ firstReview, grant }) => (firstReview?.grant ?? grant)?.expiresAt ?? [])
    .sort();
  return {
    ...(awaitingSecond === 0 ? {} : { awaitingSecond }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

interface Moment {
  policy: Policy;
  present: Present;
  at: string;
}

function partsOf(approval: Approval, { packages, requestId, request }: Target, moment: Moment): ChangePart[] {
  const { policy, present, at } = moment;
  const { actor, note } = approval;
  const by = actorText(actor);
  if (request !== undefined) assertNotRequester(by, [actorText(request.actor)], `the request ${request.id}`);
  const terms = parseTerms(approval, policy.review, Date.parse(at));
  assertScanned(packages, moment);
  const closure = request?.lock ? lockDigest(request.lock) : null;
  const saidBefore: DomainError[] = [];

  const transition = (id: PackageId, entry: RegistryEntry | undefined): Transition | undefined => {
    assertNotRequester(by, [entry?.requestedBy], describePackage(id));
    const facts = present.recordOf('facts', factsKey(id));
    const twoReviewers = twoReviewerReasons(policy.review, {
      minMaturity: approval.minMaturity,
      capabilities: capabilitiesOf(facts),
      isStanding: false,
    });
    const yes = {
      ...{ by, at, terms, closure, twoReviewers },
      minMaturity: approval.minMaturity,
      digests: digestsOf(facts),
      // A closure shares packages with others that were approved before.
      leaveWider: request !== undefined,
    };
    try {
      return yesToEntry(describePackage(id), entry, yes);
    } catch (cause) {
      if (request === undefined || !DomainError.is(cause) || cause.code !== 'reviewer-refused') throw cause;
      saidBefore.push(cause);
      return undefined;
    }
  };
  const parts = packageParts({ packages, transition, actor, at, note, requestId }, present);
  // Some packages of a closure wait for a second person by another request; where all do, there is nothing to say yes to.
  if (parts.length === 0) refuse(saidBefore, packages.length);
  return parts;
}

/** @throws DomainError `scan-missing`, naming the packages */
function assertScanned(packages: readonly PackageId[], { policy, present }: Moment): void {
  if (!policy.review.requireScan) return;
  const missing = packages.filter((id) => !isScanned(present.recordOf('facts', factsKey(id))));
  if (missing.length === 0) return;
  throw new DomainError(
    'scan-missing',
    `${missing.length} of ${packages.length} packages have no scan that came through: ${namePackages(missing)}`,
    {
      hint: 'Requests are scanned by themselves; wait for it, or scan the packages and look at what failed.',
    },
  );
}
