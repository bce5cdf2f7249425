import { z } from 'zod';
import { Actor } from '../../actor/actor';
import { Ecosystem } from '../../package/ecosystem';
import { RuleMode } from '../../policy/policy';
import { Revision } from '../../registry/change';
import { endpoint } from '../endpoint';
import { Before, WriteReceipt } from './write';

const PolicyText = z
  .string()
  .min(1)
  .max(256 * 1024);

export const applyPolicy = endpoint({
  subject: 'governance.policy.apply',
  service: 'governance',
  summary:
    'Puts a policy in force, if its schema, its lint and its own tests pass; otherwise the old one stays.',
  permission: 'administer',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, text: PolicyText, note: z.string().max(2_000).optional() }),
  reply: WriteReceipt.extend({ version: z.string() }),
  errors: ['invalid-policy', 'store-unavailable', 'reviewer-refused'],
});

export const getPolicy = endpoint({
  subject: 'governance.policy.get',
  service: 'governance',
  summary: 'The policy in force, as text.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({}),
  reply: z.object({
    text: z.string(),
    version: z.string(),
    builtIn: z.boolean(),
    revision: Revision,
    /** Whether files of high risk are to be run as well as read; a policy that cannot be read wants it. */
    detonation: RuleMode.optional(),
  }),
  errors: ['store-unavailable'],
});

export const simulatePolicy = endpoint({
  subject: 'governance.policy.simulate',
  service: 'governance',
  summary:
    'Replays recorded checks under another policy or with more advisories and says what would change. Changes nothing.',
  permission: 'review',
  pace: 'long',
  request: z.strictObject({
    /** Absent: the one in force. */
    text: PolicyText.optional(),
    /** OSV records that are taken to be loaded, beside those that are. */
    advisories: z.array(z.json()).max(5_000).optional(),
    from: z.string().max(64).optional(),
    to: z.string().max(64).optional(),
    /** The newest so many checks of the period. */
    limit: z.number().int().min(1).max(1_000_000).default(100_000),
  }),
  reply: z.object({
    policyVersion: z.string(),
    checks: z.number().int(),
    /** Checks that could not be replayed (facts of then are gone), never counted as unchanged. */
    notReplayed: z.number().int(),
    changed: z.number().int(),
    /** Grouped by package and by what became of what; at most 1,000. */
    changes: z.array(
      z.object({
        ecosystem: Ecosystem,
        name: z.string(),
        version: z.string(),
        before: Before,
        after: Before,
        reason: z.string(),
        checks: z.number().int(),
        agents: z.array(z.string()),
      }),
    ),
    agents: z.array(z.object({ agentId: z.string(), changed: z.number().int() })),
    /** Installed closures whose answer changes. */
    skills: z.array(
      z.object({
        skillId: z.string(),
        ecosystem: Ecosystem,
        imageId: z.string(),
        before: z.boolean(),
        after: z.boolean(),
      }),
    ),
    seconds: z.number(),
  }),
  errors: [
    'invalid-policy',
    'invalid-date',
    'advisories-unreadable',
    'store-unavailable',
    'bus-unavailable',
    'nobody-listens',
    'timeout',
  ],
});
