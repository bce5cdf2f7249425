import { z } from 'zod';
import { endpoint } from './endpoint';

const Sequence = z.number().int().nonnegative();

/** One archived event: a link of the chain. */
export const ArchivedEvent = z.object({
  /** Position in the trail: 1, 2, 3, … without gaps. */
  sequence: Sequence,
  id: z.string(),
  type: z.string(),
  at: z.iso.datetime(),
  service: z.string(),
  data: z.unknown(),
  previousHash: z.string(),
  hash: z.string(),
});
export type ArchivedEvent = z.infer<typeof ArchivedEvent>;

export const auditStats = endpoint({
  subject: 'audit.trail.stats',
  service: 'audit',
  summary: 'How many events and decisions are archived, by type, and the head of the chain.',
  permission: 'view-audit',
  pace: 'normal',
  request: z.strictObject({}),
  reply: z.object({
    events: z.number().int(),
    decisions: z.number().int(),
    byType: z.record(z.string(), z.number().int()),
    head: z.object({ sequence: Sequence, hash: z.string() }),
    /** Events in the stream that are not archived yet. */
    pending: z.number().int(),
  }),
  errors: ['store-unavailable'],
});

export const auditSearch = endpoint({
  subject: 'audit.trail.search',
  service: 'audit',
  summary: 'Archived events, newest first.',
  permission: 'view-audit',
  pace: 'normal',
  request: z.strictObject({
    type: z.string().max(200).optional(),
    /** Text that must occur in the event's JSON, such as an agent id or a package name. */
    text: z.string().max(200).optional(),
    limit: z.number().int().min(1).max(1_000).default(50),
    /** Only events before this sequence. */
    before: Sequence.optional(),
    /** Only events that were published at this time or later. */
    from: z.iso.datetime().optional(),
  }),
  reply: z.object({ events: z.array(ArchivedEvent) }),
  errors: ['store-unavailable'],
});

export const AuditFault = z.object({
  kind: z.enum([
    'hash-mismatch',
    'chain-broken',
    'sequence-gap',
    'decision-gap',
    'revision-gap',
    'truncated',
  ]),
  /** Where, in words: "event 17", "decisions of replica x epoch y: 5 to 9 are missing". */
  where: z.string(),
});
export type AuditFault = z.infer<typeof AuditFault>;

export const auditVerify = endpoint({
  subject: 'audit.trail.verify',
  service: 'audit',
  summary: 'Reads the whole trail and proves that it is complete: no edit, no gap, nothing cut off.',
  permission: 'view-audit',
  pace: 'long',
  request: z.strictObject({}),
  reply: z.object({
    intact: z.boolean(),
    events: z.number().int(),
    decisions: z.number().int(),
    head: z.object({ sequence: Sequence, hash: z.string() }),
    faults: z.array(AuditFault),
  }),
  errors: ['store-unavailable'],
});
