import {
  commentRequest,
  getRequest,
  grantApproval,
  listApprovals,
  listBans,
  liftBan,
  listRequests,
  reviewMany,
  revokeApproval,
  secondApproval,
  setBan,
  StandingApproval,
  StandingBan,
} from '@sallyport/domain';
import { z } from 'zod';
import { limit, minMaturity, note, reason, selector, terms, termsOf } from '../fields';
import { route, type Route } from '../route';

const why = { reason: reason.min(1) };
const request = { requestId: z.string() };
const approval = { approvalId: z.string() };
const { break_glass: _, ...manyTerms } = terms;

/** The review queue, and approvals and bans of more than one exact version. */
export const REVIEW_ROUTES: readonly Route[] = [
  route('GET', '/api/requests', listRequests, {
    query: {
      state: z.enum(['open', 'decided']).optional(),
      limit: limit.optional(),
      after: z.string().optional(),
    },
    request: (input) => input,
  }),
  route('GET', '/api/requests/:requestId', getRequest, { params: request, request: (input) => input }),
  route('POST', '/api/requests/:requestId/comments', commentRequest, {
    params: request,
    body: { text: z.string().min(1).max(8_000) },
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('POST', '/api/requests/review', reviewMany, {
    body: {
      reviews: z
        .array(
          z.strictObject({
            request_id: z.string(),
            action: z.enum(['approve', 'reject', 'revoke']),
            min_maturity: minMaturity.optional(),
            reason: reason.optional(),
            ...manyTerms,
          }),
        )
        .min(1)
        .max(500),
    },
    request: ({ reviews }, actor) => ({
      actor,
      reviews: reviews.map((review) => ({
        requestId: review.request_id,
        action: review.action,
        minMaturity: review.min_maturity,
        reason: review.reason,
        expiresAt: review.expires_at,
        without: review.without,
        seenRevision: review.seen_revision,
      })),
    }),
  }),
  route('GET', '/api/approvals', listApprovals, {
    query: { state: StandingApproval.shape.state.optional() },
    request: (input) => input,
  }),
  route('POST', '/api/approvals', grantApproval, {
    body: { selector, min_maturity: minMaturity, ...terms, note: note.optional() },
    request: (input, actor) => ({
      actor,
      selector: input.selector,
      minMaturity: input.min_maturity,
      ...termsOf(input),
      note: input.note,
    }),
  }),
  route('POST', '/api/approvals/:approvalId/second', secondApproval, {
    params: approval,
    body: { note: note.optional() },
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('POST', '/api/approvals/:approvalId/revoke', revokeApproval, {
    params: approval,
    body: why,
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('GET', '/api/bans', listBans, {
    query: { state: StandingBan.shape.state.optional() },
    request: (input) => input,
  }),
  route('POST', '/api/bans', setBan, {
    body: { selector, ...why },
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('POST', '/api/bans/:banId/lift', liftBan, {
    params: { banId: z.string() },
    body: why,
    request: (input, actor) => ({ actor, ...input }),
  }),
];
