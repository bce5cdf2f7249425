import { z } from 'zod';
import { Actor } from '../../actor/actor';
import { MinMaturity } from '../../agent/maturity';
import { Ecosystem } from '../../package/ecosystem';
import { Decision } from '../../policy/decision';
import { PackageFacts } from '../../policy/package-facts';
import { Revision } from '../../registry/change';
import { RegistryEntry } from '../../registry/state';
import { Digest } from '../../artifact/digest';
import { ArtifactDelta } from '../../scan/delta/artifact-delta';
import { NewBehaviours } from '../../scan/detonation/behaviour-contract';
import { DELTA_SIGNS } from '../../scan/delta/signs';
import { Capability } from '../../scan/report';
import { endpoint } from '../endpoint';
import { PAGE, WriteReceipt } from './write';

const ReviewState = z.enum(['open', 'decided']);

export const RequestSummary = z.object({
  requestId: z.string(),
  ecosystem: Ecosystem,
  requirements: z.array(z.string()),
  requestedBy: z.string(),
  note: z.string().nullable(),
  at: z.iso.datetime(),
  /** `open`: some package of it still waits for a reviewer. */
  state: ReviewState,
  packages: z.number().int(),
  waiting: z.number().int(),
  /** Packages whose first reviewer has said yes. */
  awaitingSecond: z.number().int(),
  /** `pending`: the scan has not come through yet; `failed`: it came to nothing, see the evidence. */
  scan: z.enum(['pending', 'done', 'failed']),
  /** Worst verdict and severity of the closure. */
  verdict: z.string().nullable(),
  worst: z.string().nullable(),
});

export type RequestSummary = z.infer<typeof RequestSummary>;

/** One file of a version beside the like one of the version before. */
const ArtifactComparison = z.object({
  digest: Digest,
  filename: z.string(),
  /** null: the version before has no like file, such as a wheel for the same system; there is nothing to compare with. */
  against: z.object({ digest: Digest, filename: z.string() }).nullable(),
  /** null: see `why`. */
  delta: ArtifactDelta.nullable(),
  /** Why there is none: `nothing-like`, `not-seen`, `left-out`, or the code of the error that asking ended in. */
  why: z.string().nullable(),
  /** What running it showed and running the other did not; null: not both of them were run. */
  behaviours: NewBehaviours.nullable().optional(),
  /** What stands out in the difference. */
  signs: z.array(z.object({ code: z.enum(DELTA_SIGNS), text: z.string() })),
});

const EvidenceDelta = z.object({
  from: z.string(),
  /** What it has that the other had not. */
  gained: z.array(z.string()),
  /** `scanned`: no version below is approved by itself, so it is the last one that gained nothing over its own. */
  how: z.enum(['approved', 'scanned']).optional(),
  /** Where they are not the same; null: not known. */
  publisher: z.object({ before: z.string().nullable(), after: z.string().nullable() }).optional(),
  artifacts: z.array(ArtifactComparison).optional(),
});

export const listRequests = endpoint({
  subject: 'governance.request.list',
  service: 'governance',
  summary: 'The review queue: requests with what is known of them, oldest first.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ state: ReviewState.optional(), ...PAGE }),
  reply: z.object({ requests: z.array(RequestSummary), next: z.string().nullable(), revision: Revision }),
  errors: ['store-unavailable', 'invalid-request'],
});

export const getRequest = endpoint({
  subject: 'governance.request.get',
  service: 'governance',
  summary:
    'One request with the evidence a reviewer decides on: facts of every package, what is new, comments, who may not approve.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ requestId: z.string().max(128) }),
  reply: RequestSummary.extend({
    lockDigest: z.string().nullable(),
    /** Worst first. */
    evidence: z.array(
      z.object({
        ecosystem: Ecosystem,
        name: z.string(),
        version: z.string(),
        entry: RegistryEntry.nullable(),
        facts: PackageFacts.nullable(),
        /** Against the highest approved version below; null: nothing below it is known, or nothing of itself. */
        delta: EvidenceDelta.nullable(),
        /** Shortest way from a root of the request. */
        path: z.array(z.string()),
        /** What an autonomous agent would be answered if it were approved as asked. */
        ifApproved: Decision.nullable(),
      }),
    ),
    /** So many packages, those with the least against them, did not fit into one reply; absent: all are there. */
    evidenceLeftOut: z.number().int().optional(),
    /** The newest 200, oldest first. */
    comments: z.array(z.object({ by: z.string(), at: z.iso.datetime(), text: z.string() })),
    /** Policy asks for two reviewers, for these reasons. */
    twoReviewers: z.array(z.string()),
    revision: Revision,
  }),
  errors: ['request-not-found', 'store-unavailable'],
});

export const commentRequest = endpoint({
  subject: 'governance.request.comment',
  service: 'governance',
  summary: 'Adds a comment to a request.',
  permission: 'execute',
  pace: 'normal',
  request: z.strictObject({
    actor: Actor,
    requestId: z.string().max(128),
    text: z.string().min(1).max(8_000),
  }),
  reply: WriteReceipt,
  errors: ['request-not-found', 'store-unavailable'],
});

export const reviewMany = endpoint({
  subject: 'governance.request.review-many',
  service: 'governance',
  summary: 'Decides many requests. Each is an act of its own: the reply says of each what became of it.',
  permission: 'review',
  pace: 'long',
  request: z.strictObject({
    actor: Actor,
    reviews: z
      .array(
        z.strictObject({
          requestId: z.string().max(128),
          action: z.enum(['approve', 'reject', 'revoke']),
          minMaturity: MinMaturity.optional(),
          reason: z.string().max(2_000).optional(),
          expiresAt: z.string().max(64).optional(),
          without: z.array(Capability).optional(),
          seenRevision: Revision.optional(),
        }),
      )
      .min(1)
      .max(500),
  }),
  reply: z.object({
    results: z.array(
      z.object({
        requestId: z.string(),
        receipt: WriteReceipt.nullable(),
        error: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
      }),
    ),
  }),
  errors: ['store-unavailable'],
});
