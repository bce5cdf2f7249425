import * as domain from '@sallyport/domain';
import {
  actorText,
  assertMay,
  assertNotRequester,
  capabilitiesOf,
  describePackage,
  digestsOf,
  DomainError,
  packageId,
  parseTerms,
  twoReviewerReasons,
  yesToEntry,
  type Actor,
  type Lock,
  type PackageId,
} from '@sallyport/domain';
import { closureOf } from './closures';
import type { FakeProduct } from './fake-product.fake';
import { refuse, type FakeRegistry } from './fake-registry.fake';
import { AT, POLICY } from './fixed-facts';

interface Asked {
  requestId: string;
  lock: Lock;
  ids: PackageId[];
  requestedBy: string;
  note: string | null;
  comments: { by: string; at: string; text: string }[];
}

type Target = { packages?: domain.PackageRef[] | undefined; requestId?: string | undefined };
type Approval = Omit<
  domain.ParsedRequestOf<typeof domain.approvePackages>,
  'actor' | 'packages' | 'requestId'
>;

/** From the request to the decision, by the review rules of the domain. */
export class FakeReviews {
  readonly requests = new Map<string, Asked>();

  constructor(private readonly registry: FakeRegistry) {}

  serve(product: FakeProduct): void {
    product.on(domain.requestPackages, ({ actor, ecosystem, requirements, note }) =>
      this.request(actor, ecosystem, requirements, note),
    );
    product.on(domain.approvePackages, ({ actor, packages, requestId, ...approval }) =>
      this.approve(actor, { packages, requestId }, approval),
    );
    product.on(domain.rejectPackages, ({ actor, ...target }) => this.take('reject', actor, target));
    product.on(domain.revokePackages, ({ actor, ...target }) => this.take('revoke', actor, target));
    product.on(domain.reviewMany, ({ actor, reviews }) => ({
      results: reviews.map((review) => this.reviewed(actor, review)),
    }));
    product.on(domain.listRequests, ({ state }) => ({
      requests: [...this.requests.values()]
        .map((asked) => this.summary(asked))
        .filter((summary) => state === undefined || summary.state === state),
      next: null,
      revision: this.registry.revision,
    }));
    product.on(domain.getRequest, ({ requestId }) => this.get(requestId));
    product.on(domain.commentRequest, ({ actor, requestId, text }) => {
      this.find(requestId).comments.push({ by: actorText(actor), at: AT, text });
      return { revision: this.registry.revision, changed: 1, unchanged: 0 };
    });
  }

  request(actor: Actor, ecosystem: string, requirements: readonly string[], note?: string) {
    const lock = closureOf(domain.parseEcosystem(ecosystem), requirements);
    const ids = lock.packages.map(({ name, version }) => packageId({ ecosystem, name, version }));
    const requestId = `r${this.requests.size + 1}`;
    const by = actorText(actor);
    this.requests.set(requestId, { requestId, lock, ids, requestedBy: by, note: note ?? null, comments: [] });
    this.registry.scan(ids);
    const receipt = this.registry.write(actor, ids, { action: 'request', by }, requestId);
    return { ...receipt, requestId, lock, packages: ids };
  }

  approve(actor: Actor, target: Target, approval: Approval) {
    assertMay('approve', actor);
    const ids = this.targeted(target);
    const by = actorText(actor);
    if (approval.seenRevision !== undefined && approval.seenRevision < this.registry.revision - 10)
      refuse('review-conflict', 'Somebody else decided since');
    const terms = parseTerms(approval, POLICY.review, Date.parse(AT));
    const receipt = this.registry.writeEach(actor, ids, (id, entry) => {
      assertNotRequester(by, [entry?.requestedBy], describePackage(id));
      const known = this.registry.known(id);
      if (known === undefined) refuse('scan-missing', `${describePackage(id)} has not been scanned`);
      const twoReviewers = twoReviewerReasons(POLICY.review, {
        minMaturity: approval.minMaturity,
        capabilities: capabilitiesOf(known),
        isStanding: false,
      });
      const digests = digestsOf(known);
      const yes = {
        by,
        at: AT,
        minMaturity: approval.minMaturity,
        terms,
        digests,
        closure: null,
        twoReviewers,
      };
      return yesToEntry(describePackage(id), entry, yes);
    });
    const awaitingSecond = ids.filter((id) => this.registry.entryOf(id)?.firstReview !== undefined).length;
    const { expiresAt } = terms;
    return { ...receipt, awaitingSecond, ...(expiresAt === null ? {} : { expiresAt }) };
  }

  private take(action: 'reject' | 'revoke', actor: Actor, target: Target) {
    assertMay(action, actor);
    return this.registry.write(actor, this.targeted(target), { action });
  }

  private reviewed(
    actor: Actor,
    review: domain.ParsedRequestOf<typeof domain.reviewMany>['reviews'][number],
  ) {
    const { requestId, action, minMaturity = 'supervised', expiresAt, without } = review;
    try {
      const receipt =
        action === 'approve'
          ? this.approve(actor, { requestId }, { minMaturity, expiresAt, without })
          : this.take(action, actor, { requestId });
      return { requestId, receipt, error: null };
    } catch (cause) {
      if (!DomainError.is(cause)) throw cause;
      const { code, message, hint } = cause;
      return { requestId, receipt: null, error: { code, message, hint } };
    }
  }

  private summary({ requestId, lock, ids, requestedBy, note }: Asked) {
    const entries = ids.map((id) => this.registry.entryOf(id));
    const waiting = entries.filter((entry) => entry?.approval === 'requested').length;
    return {
      requestId,
      ecosystem: lock.ecosystem,
      requirements: lock.requirements,
      requestedBy,
      note,
      at: AT,
      state: waiting > 0 ? 'open' : 'decided',
      packages: ids.length,
      waiting,
      awaitingSecond: entries.filter((entry) => entry?.firstReview !== undefined).length,
      scan: 'done',
      verdict: this.registry.verdicts[lock.ecosystem],
      worst: 'low',
    };
  }

  private get(requestId: string) {
    const asked = this.find(requestId);
    return {
      ...this.summary(asked),
      lockDigest: null,
      evidence: asked.ids.map((id) => {
        const entry = this.registry.entryOf(id) ?? null;
        const supposed = {
          ...entry,
          approval: 'approved',
          minMaturity: 'supervised',
          banReason: entry?.banReason ?? null,
        } as const;
        return {
          ecosystem: id.ecosystem,
          name: id.name,
          version: id.version,
          entry,
          facts: this.registry.known(id) ?? null,
          delta: id.name === 'qs' ? { from: '1.0.0', gained: ['network'] } : null,
          path: domain.pathFromRoot(asked.lock, id.name),
          ifApproved: this.registry.supposing(supposed, id, 'autonomous'),
        };
      }),
      comments: asked.comments,
      twoReviewers: [],
      revision: this.registry.revision,
    };
  }

  private find(requestId: string): Asked {
    return this.requests.get(requestId) ?? refuse('request-not-found', `There is no request ${requestId}`);
  }

  private targeted({ packages, requestId }: Target): PackageId[] {
    return packages ? packages.map(packageId) : this.find(requestId ?? '').ids;
  }
}
