import { z } from 'zod';
import { Actor } from '../../actor/actor';
import { MinMaturity } from '../../agent/maturity';
import { SelectorInput } from '../../package/selector';
import { Revision } from '../../registry/change';
import { StandingApproval, StandingBan } from '../../registry/standing';
import { endpoint } from '../endpoint';
import { GrantTerms, REASON, REVIEW_ERRORS, WRITE_ERRORS, WriteReceipt } from './write';

export const grantApproval = endpoint({
  subject: 'governance.approval.grant',
  service: 'governance',
  summary:
    'Approves by selector: a range, all versions, a scope or name pattern, a digest. An exact selector is the approval of that version.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({
    actor: Actor,
    selector: SelectorInput,
    minMaturity: MinMaturity,
    ...GrantTerms,
    note: z.string().max(2_000).optional(),
  }),
  reply: WriteReceipt.extend({ approvalId: z.string().nullable() }),
  errors: [...REVIEW_ERRORS, 'invalid-selector'],
});

export const secondApproval = endpoint({
  subject: 'governance.approval.second',
  service: 'governance',
  summary: 'The second of two reviewers says yes to a proposed standing approval.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({
    actor: Actor,
    approvalId: z.string().max(128),
    note: z.string().max(2_000).optional(),
  }),
  reply: WriteReceipt,
  errors: [...REVIEW_ERRORS, 'approval-not-found'],
});

export const revokeApproval = endpoint({
  subject: 'governance.approval.revoke',
  service: 'governance',
  summary: 'Takes a standing approval back, or turns a proposed one down.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, approvalId: z.string().max(128), reason: REASON }),
  reply: WriteReceipt,
  errors: [...REVIEW_ERRORS, 'approval-not-found'],
});

export const listApprovals = endpoint({
  subject: 'governance.approval.list',
  service: 'governance',
  summary: 'Standing approvals, newest first.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ state: StandingApproval.shape.state.optional() }),
  reply: z.object({ approvals: z.array(StandingApproval), revision: Revision }),
  errors: ['store-unavailable'],
});

export const setBan = endpoint({
  subject: 'governance.ban.set',
  service: 'governance',
  summary: 'Bans by selector, also by publisher. After the reply no check allows what it names.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, selector: SelectorInput, reason: REASON }),
  reply: WriteReceipt.extend({ banId: z.string().nullable() }),
  errors: [...WRITE_ERRORS, 'invalid-selector', 'reviewer-refused'],
});

export const liftBan = endpoint({
  subject: 'governance.ban.lift',
  service: 'governance',
  summary: 'Lifts a ban that was set by selector.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, banId: z.string().max(128), reason: REASON }),
  reply: WriteReceipt,
  errors: [...WRITE_ERRORS, 'ban-not-found', 'reviewer-refused'],
});

export const listBans = endpoint({
  subject: 'governance.ban.list',
  service: 'governance',
  summary: 'Bans that were set by selector, newest first.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ state: StandingBan.shape.state.optional() }),
  reply: z.object({ bans: z.array(StandingBan), revision: Revision }),
  errors: ['store-unavailable'],
});
