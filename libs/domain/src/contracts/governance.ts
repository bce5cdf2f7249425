import { z } from 'zod';
import { Actor } from '../actor/actor';
import { Agent } from '../agent/agent';
import { MinMaturity } from '../agent/maturity';
import { Lock } from '../artifact/lock';
import { Ecosystem } from '../package/ecosystem';
import { Decision } from '../policy/decision';
import { ReasonCode } from '../policy/reason-code';
import { Revision } from '../registry/change';
import { ApprovalState, Status } from '../registry/state';
import { endpoint } from './endpoint';

/**
 * Names, versions and ecosystems are plain strings here on purpose: the domain parses them and answers
 * `invalid-name`, `invalid-version` or `unknown-ecosystem`, which say more than a schema fault would.
 */
export const PackageRef = z.strictObject({ ecosystem: z.string(), name: z.string(), version: z.string() });
export type PackageRef = z.infer<typeof PackageRef>;

const PACKAGE_ERRORS = ['unknown-ecosystem', 'invalid-name', 'invalid-version'] as const;
const CHECK_ERRORS = [
  ...PACKAGE_ERRORS,
  'invalid-agent-id',
  'stale-revision',
  'audit-unavailable',
  'store-unavailable',
] as const;
const WRITE_ERRORS = [
  ...PACKAGE_ERRORS,
  'empty-request',
  'request-not-found',
  'payload-too-large',
  'transition-refused',
  'store-unavailable',
] as const;

export const checkPackage = endpoint({
  subject: 'governance.package.check',
  service: 'governance',
  summary: 'May this agent use this package version? Answered from memory.',
  permission: 'check',
  pace: 'instant',
  request: z.strictObject({
    agentId: z.string(),
    ecosystem: z.string(),
    name: z.string(),
    version: z.string(),
    /** Refuse to answer from a registry older than this revision. */
    minRevision: Revision.optional(),
  }),
  reply: Decision,
  errors: CHECK_ERRORS,
});

export const checkClosure = endpoint({
  subject: 'governance.package.check-closure',
  service: 'governance',
  summary: 'May this agent use every package of this closure? One message for the whole tree.',
  permission: 'check',
  pace: 'instant',
  request: z.strictObject({
    agentId: z.string(),
    ecosystem: z.string(),
    packages: z.array(z.strictObject({ name: z.string(), version: z.string() })).max(10_000),
    minRevision: Revision.optional(),
  }),
  reply: z.object({
    allowed: z.boolean(),
    checked: z.number().int(),
    revision: Revision,
    /** Everything that is not allowed, in the order asked. */
    refused: z.array(z.object({ name: z.string(), version: z.string(), decision: Decision })),
  }),
  errors: [...CHECK_ERRORS, 'empty-request'],
});

/** What a write did: how many entries changed, and the revision from which every check sees it. */
export const WriteReceipt = z.object({
  revision: Revision,
  changed: z.number().int(),
  unchanged: z.number().int(),
});
export type WriteReceipt = z.infer<typeof WriteReceipt>;

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

/** Either the packages or the request whose whole closure is meant. */
const Target = {
  packages: z.array(PackageRef).max(10_000).optional(),
  requestId: z.string().max(128).optional(),
};

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
    note: z.string().max(2_000).optional(),
  }),
  reply: WriteReceipt,
  errors: WRITE_ERRORS,
});

export const rejectPackages = endpoint({
  subject: 'governance.package.reject',
  service: 'governance',
  summary: 'Rejects a request.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, ...Target, reason: z.string().min(1).max(2_000) }),
  reply: WriteReceipt,
  errors: WRITE_ERRORS,
});

export const revokePackages = endpoint({
  subject: 'governance.package.revoke',
  service: 'governance',
  summary: 'Takes an approval back.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, ...Target, reason: z.string().min(1).max(2_000) }),
  reply: WriteReceipt,
  errors: WRITE_ERRORS,
});

export const banPackage = endpoint({
  subject: 'governance.package.ban',
  service: 'governance',
  summary: 'Bans a package version for every agent. After the reply no check allows it.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, package: PackageRef, reason: z.string().min(1).max(2_000) }),
  reply: WriteReceipt,
  errors: WRITE_ERRORS,
});

export const unbanPackage = endpoint({
  subject: 'governance.package.unban',
  service: 'governance',
  summary: 'Lifts a ban; what was approved before is approved again.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, package: PackageRef, reason: z.string().max(2_000).optional() }),
  reply: WriteReceipt,
  errors: [...WRITE_ERRORS, 'ban-not-found'],
});

export const PackageRecord = z.object({
  ecosystem: Ecosystem,
  name: z.string(),
  version: z.string(),
  status: Status,
  approval: ApprovalState,
  minMaturity: MinMaturity.nullable(),
  banReason: z.string().nullable(),
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

export const governanceStats = endpoint({
  subject: 'governance.package.stats',
  service: 'governance',
  summary: 'Counts: packages by status, agents, checks by reason, size and revision of the view.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({}),
  reply: z.object({
    revision: Revision,
    packages: z.partialRecord(Status, z.number().int()),
    agents: z.number().int(),
    checks: z.object({
      total: z.number().int(),
      allowed: z.number().int(),
      byReason: z.partialRecord(ReasonCode, z.number().int()),
      /** Whether the figures are of all replicas; otherwise they are of the one that answered, since it started. */
      shared: z.boolean().optional(),
    }),
    /** Decisions that the audit stream has not acknowledged yet. */
    auditBacklog: z.number().int(),
  }),
  errors: [],
});

export const registerAgent = endpoint({
  subject: 'governance.agent.register',
  service: 'governance',
  summary: 'Registers an agent; the same agent at the same maturity again changes nothing.',
  permission: 'administer',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, agentId: z.string(), maturity: z.string() }),
  reply: WriteReceipt,
  errors: ['invalid-agent-id', 'invalid-maturity', 'transition-refused', 'store-unavailable'],
});

export const changeAgent = endpoint({
  subject: 'governance.agent.change',
  service: 'governance',
  summary: 'Changes the maturity of a registered agent.',
  permission: 'administer',
  pace: 'normal',
  request: z.strictObject({
    actor: Actor,
    agentId: z.string(),
    maturity: z.string(),
    reason: z.string().max(2_000).optional(),
  }),
  reply: WriteReceipt,
  errors: ['invalid-agent-id', 'invalid-maturity', 'agent-not-found', 'store-unavailable'],
});

export const getAgent = endpoint({
  subject: 'governance.agent.get',
  service: 'governance',
  summary: 'One registered agent.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ agentId: z.string() }),
  reply: Agent,
  errors: ['invalid-agent-id', 'agent-not-found', 'store-unavailable'],
});

export const listAgents = endpoint({
  subject: 'governance.agent.list',
  service: 'governance',
  summary: 'All registered agents, by id.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({
    limit: z.number().int().min(1).max(1_000).default(100),
    after: z.string().max(128).optional(),
  }),
  reply: z.object({ agents: z.array(Agent), next: z.string().nullable() }),
  errors: ['store-unavailable'],
});
