import { z } from 'zod';
import { Ecosystem } from '../../package/ecosystem';
import { Decision, Effect } from '../../policy/decision';
import { ReasonCode } from '../../policy/reason-code';
import { Revision } from '../../registry/change';
import { Status } from '../../registry/state';
import { Capability } from '../../scan/report';
import { endpoint } from '../endpoint';
import { PACKAGE_ERRORS } from './write';

const CHECK_ERRORS = [
  ...PACKAGE_ERRORS,
  'invalid-agent-id',
  'invalid-digest',
  'stale-revision',
  'audit-unavailable',
  'store-unavailable',
  'signing-unavailable',
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
    /** The file that is meant, `sha256:…`; without it the version with all its known files. */
    digest: z.string().max(128).optional(),
    /** The skill that asks, for the trail. */
    skillId: z.string().max(128).optional(),
    /** Whether the reply has to be signed, see `SignedDecision`. */
    sign: z.boolean().optional(),
    /** Refuse to answer from a registry older than this revision. */
    minRevision: Revision.optional(),
  }),
  reply: Decision.extend({
    /** Nearest version that this agent may use; absent where allowed or where there is none. */
    alternative: z.string().optional(),
    /** JWS compact (RFC 7515, EdDSA) of `SignedDecision`, where asked for. */
    signed: z.string().optional(),
  }),
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
    packages: z
      .array(
        z.strictObject({
          name: z.string(),
          version: z.string(),
          digest: z.string().max(128).optional(),
          /** Where it lies, and `path` values of what it depends on, as in a lock: for the paths of the reply. */
          path: z.string().max(2_048).optional(),
          dependencies: z.array(z.string().max(2_048)).optional(),
        }),
      )
      .max(10_000),
    /** `path` values of the packages that were asked for by name. */
    roots: z.array(z.string().max(2_048)).optional(),
    skillId: z.string().max(128).optional(),
    /** Names the closure in the signed decision. */
    lockDigest: z.string().max(128).optional(),
    sign: z.boolean().optional(),
    minRevision: Revision.optional(),
  }),
  reply: z.object({
    allowed: z.boolean(),
    checked: z.number().int(),
    revision: Revision,
    policyVersion: z.string(),
    /** Everything that is not allowed, in the order asked. */
    refused: z.array(
      z.object({
        name: z.string(),
        version: z.string(),
        decision: Decision,
        /** Shortest way from a root, as `name@version` steps; empty where the request did not say how things depend. */
        path: z.array(z.string()),
        /** Nearest version that this agent may use. */
        alternative: z.string().nullable(),
      }),
    ),
    /** Union of what the approvals do not grant: the cage is never looser than its weakest package. */
    without: z.array(Capability),
    signed: z.string().optional(),
  }),
  errors: [...CHECK_ERRORS, 'empty-request'],
});

/**
 * What a signature covers: one for a whole closure. `packages` are sorted by name, version and digest; `digest` is
 * there where it was asked for. Verified offline with the keys of `governance.key.list`.
 */
export const SignedDecision = z.strictObject({
  iss: z.literal('sallyport-governance'),
  agentId: z.string(),
  skillId: z.string().optional(),
  ecosystem: Ecosystem,
  effect: Effect,
  allowed: z.boolean(),
  packages: z.array(z.strictObject({ name: z.string(), version: z.string(), digest: z.string().optional() })),
  lockDigest: z.string().optional(),
  without: z.array(Capability),
  revision: Revision,
  policyVersion: z.string(),
  decidedAt: z.iso.datetime(),
});

export type SignedDecision = z.infer<typeof SignedDecision>;

export const listKeys = endpoint({
  subject: 'governance.key.list',
  service: 'governance',
  summary: 'Public keys that signed decisions are verified with, as JSON Web Keys (RFC 7517, RFC 8037).',
  permission: 'check',
  pace: 'normal',
  request: z.strictObject({}),
  reply: z.object({
    keys: z.array(
      z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() }),
    ),
  }),
  errors: ['signing-unavailable'],
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
      /** The busiest agents and packages of the replica that answered, since it started; at most 100 each. */
      byAgent: z.array(z.object({ agentId: z.string(), total: z.number().int(), refused: z.number().int() })),
      byPackage: z.array(
        z.object({
          ecosystem: Ecosystem,
          name: z.string(),
          version: z.string(),
          total: z.number().int(),
          refused: z.number().int(),
        }),
      ),
      /** Whether the figures are of all replicas; otherwise they are of the one that answered, since it started. */
      shared: z.boolean().optional(),
    }),
    /** Decisions that the audit stream has not acknowledged yet. */
    auditBacklog: z.number().int(),
    /** The view in memory that answers checks. */
    view: z.object({
      records: z.record(z.string(), z.number().int()),
      policyVersion: z.string(),
      /** Facts gathered for a package and used again at the same revision. */
      cacheHits: z.number().int(),
      cacheMisses: z.number().int(),
      /** Package versions whose answers were found before anybody asked, in the last whole round; 0 before its end. */
      decidedAhead: z.number().int(),
    }),
  }),
  errors: [],
});
