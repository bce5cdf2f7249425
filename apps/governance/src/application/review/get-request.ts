import {
  capabilitiesOf,
  DEFAULT_POLICY,
  lockDigest,
  twoReviewerReasons,
  type getRequest,
  type ParsedRequestOf,
  type ReplyOf,
  type ReviewPolicy,
} from '@sallyport/domain';
import { findRequest } from '../packages/target';
import { ArtifactComparer } from '../ports/artifact-comparer';
import { Clock } from '../ports/clock';
import { RegistryStore, type PackageRequest } from '../ports/registry-store';
import { CurrentView } from '../registry/current-view';
import { evidenceOf, type Evidence } from './evidence';
import { withComparisons } from './evidence-delta';
import { summaryOf } from './request-summary';

type Reply = ReplyOf<typeof getRequest>;

/** One reply is one message on the bus, which takes 8 MB; comments and paths need room beside the evidence. */
const MAX_EVIDENCE_BYTES = 6 * 1024 * 1024;
const MAX_COMMENTS = 200;

/** One request with the evidence that a reviewer decides on. */
export class GetRequest {
  constructor(
    private readonly store: RegistryStore,
    private readonly current: CurrentView,
    private readonly clock: Clock,
    private readonly comparer: ArtifactComparer,
  ) {}

  async get({ requestId }: ParsedRequestOf<typeof getRequest>): Promise<Reply> {
    const request = await findRequest(this.store, requestId);
    const { records, revision } = await this.store.records('comment');
    await this.current.reach(revision);
    await this.current.current();
    const { view } = this.current;
    const { revision: seen } = view;
    const plain = evidenceOf(request, view, this.clock.now().getTime());
    const summary = summaryOf(request, view);
    const policy = (view.policy.policy ?? DEFAULT_POLICY).review;
    // The view moves on meanwhile: all else is of the revision that is told.
    const evidence = await withComparisons(plain, this.comparer);
    const shown = fitting(evidence);
    return {
      ...summary,
      lockDigest: request.lock === null ? null : lockDigest(request.lock),
      evidence: shown,
      ...(shown.length < evidence.length ? { evidenceLeftOut: evidence.length - shown.length } : {}),
      comments: records
        .filter(({ value }) => value.requestId === requestId)
        .sort((a, b) => a.revision - b.revision)
        .slice(-MAX_COMMENTS)
        .map(({ by, at, value }) => ({ by, at, text: value.text })),
      twoReviewers: reasonsFor(request, evidence, policy),
      revision: seen,
    };
  }
}

/** The worst that fit; how many do not is told. */
function fitting(evidence: readonly Evidence[]): Evidence[] {
  let bytes = 0;
  const end = evidence.findIndex((one) => {
    bytes += Buffer.byteLength(JSON.stringify(one));
    return bytes > MAX_EVIDENCE_BYTES;
  });
  return evidence.slice(0, end === -1 ? evidence.length : end);
}

/** Whatever it is approved for; the reason that depends on the maturity says so. */
function reasonsFor(
  { packages }: PackageRequest,
  evidence: readonly Evidence[],
  policy: ReviewPolicy,
): string[] {
  const { twoReviewersUpTo: upTo } = policy;
  const capabilities = evidence.map(({ name, version, facts }) => ({
    what: `${name}@${version}`,
    reasons: twoReviewerReasons(
      { ...policy, twoReviewersUpTo: null },
      { minMaturity: 'intern', capabilities: capabilitiesOf(facts ?? undefined), isStanding: false },
    ),
  }));
  return [
    ...(upTo === null || packages.length === 0
      ? []
      : [`two people decide what agents up to ${upTo} may use`]),
    ...capabilities.flatMap(({ what, reasons }) => reasons.map((reason) => `${what}: ${reason}`)),
  ];
}
