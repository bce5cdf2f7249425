import { z } from 'zod';
import { Actor } from '../../actor/actor';
import { MinMaturity } from '../../agent/maturity';
import { Lock } from '../../artifact/lock';
import { Ecosystem } from '../../package/ecosystem';
import { Revision } from '../../registry/change';
import { Grant } from '../../registry/grant';
import { ApprovalState, Status } from '../../registry/state';
import { endpoint } from '../endpoint';
import { GrantTerms, PackageRef, REVIEW_ERRORS, Target, WRITE_ERRORS, WriteReceipt } from './write';

export const requestPackages = endpoint({
  subject: 'governance.package.request',
  service: 'governance',
  summary:
    'Asks for approval of packages. Requirements are resolved to their closure, so that one review covers the whole tree.',
  permission: 'execute',
  pace: 'slow',
  request: z.strictObject({
    actor: Actor,
    ecosystem: z.string(),
    /** Requirements such as `requests>=2,<3` or `lodash@^4`. */
    requirements: z.array(z.string()).max(500),
    /** false: only the exact versions named (`name==1.2`, `name@1.2.3`), without their dependencies. */
    closure: z.boolean().default(true),
    note: z.string().max(2_000).optional(),
  }),
  reply: WriteReceipt.extend({ requestId: z.string(), lock: Lock.nullable(), packages: z.array(PackageRef) }),
  errors: [
    ...WRITE_ERRORS,
    'invalid-requirement',
    'unsupported-source',
    'package-not-found',
    'version-not-found',
    'version-conflict',
    'no-installable-artifact',
    'registry-unreachable',
    'nobody-listens',
  ],
});

export const approvePackages = endpoint({
  subject: 'governance.package.approve',
  service: 'governance',
  summary: 'Approves packages, or the whole closure of a request, for a maturity and above, in one act.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({
    actor: Actor,
    ...Target,
    minMaturity: MinMaturity,
    ...GrantTerms,
    note: z.string().max(2_000).optional(),
  }),
  reply: WriteReceipt,
  errors: REVIEW_ERRORS,
});

export const rejectPackages = endpoint({
  subject: 'governance.package.reject',
  service: 'governance',
  summary: 'Rejects a request.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({
    actor: Actor,
    ...Target,
    reason: z.string().min(1).max(2_000),
    seenRevision: Revision.optional(),
  }),
  reply: WriteReceipt,
  errors: REVIEW_ERRORS,
});

export const revokePackages = endpoint({
  subject: 'governance.package.revoke',
  service: 'governance',
  summary: 'Takes an approval back.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({
    actor: Actor,
    ...Target,
    reason: z.string().min(1).max(2_000),
    seenRevision: Revision.optional(),
  }),
  reply: WriteReceipt,
  errors: REVIEW_ERRORS,
});

export const banPackage = endpoint({
  subject: 'governance.package.ban',
  service: 'governance',
  summary: 'Bans a package version for every agent. After the reply no check allows it.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, package: PackageRef, reason: z.string().min(1).max(2_000) }),
  reply: WriteReceipt,
  errors: [...WRITE_ERRORS, 'reviewer-refused'],
});

export const unbanPackage = endpoint({
  subject: 'governance.package.unban',
  service: 'governance',
  summary: 'Lifts a ban; what was approved before is approved again.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, package: PackageRef, reason: z.string().max(2_000).optional() }),
  reply: WriteReceipt,
  errors: [...WRITE_ERRORS, 'ban-not-found', 'reviewer-refused'],
});

export const PackageRecord = z.object({
  ecosystem: Ecosystem,
  name: z.string(),
  version: z.string(),
  status: Status,
  approval: ApprovalState,
  minMaturity: MinMaturity.nullable(),
  banReason: z.string().nullable(),
  grant: Grant.optional(),
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
  requestId: z.string().nullable(),
});

export type PackageRecord = z.infer<typeof PackageRecord>;

export const listPackages = endpoint({
  subject: 'governance.package.list',
  service: 'governance',
  summary: 'Lists what the registry knows, by name and version.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({
    ecosystem: z.string().optional(),
    status: Status.exclude(['unknown']).optional(),
    requestId: z.string().max(128).optional(),
    limit: z.number().int().min(1).max(1_000).default(100),
    /** `next` of the page before. */
    after: z.string().max(1_024).optional(),
  }),
  reply: z.object({ packages: z.array(PackageRecord), next: z.string().nullable(), revision: Revision }),
  errors: ['unknown-ecosystem', 'request-not-found', 'store-unavailable'],
});
