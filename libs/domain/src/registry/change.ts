import { z } from 'zod';
import { Actor } from '../actor/actor';
import { Maturity } from '../agent/maturity';
import { Ecosystem } from '../package/ecosystem';
import { PackageFacts } from '../policy/package-facts';
import { AdvisoryFacts } from '../scan/report';
import {
  MaturityProposal,
  NameMemory,
  ReviewComment,
  RuleException,
  StandingApproval,
  StandingBan,
  StoredPolicy,
} from './standing';
import { ACTIONS } from './transitions';
import { RegistryEntry } from './state';

/** Position in the registry's change log: total order, no gaps, first change is 1. */
export const Revision = z.number().int().nonnegative();
export type Revision = z.infer<typeof Revision>;

const Common = { at: z.iso.datetime(), actor: Actor, note: z.string().optional() };

/** One entry changed of one package version; carries the whole new entry, so that applying it twice is harmless. */
export const PackageChange = z.object({
  kind: z.literal('package'),
  action: z.enum(ACTIONS),
  ecosystem: Ecosystem,
  name: z.string(),
  version: z.string(),
  entry: RegistryEntry,
  /** The request that this belongs to, where it does. */
  requestId: z.string().optional(),
  ...Common,
});
export type PackageChange = z.infer<typeof PackageChange>;

export const AgentChange = z.object({
  kind: z.literal('agent'),
  action: z.enum(['register', 'change', 'suspend', 'resume']),
  agentId: z.string(),
  maturity: Maturity,
  previous: Maturity.nullable(),
  /** Absent: not suspended. */
  suspended: z.boolean().optional(),
  ...Common,
});
export type AgentChange = z.infer<typeof AgentChange>;

/**
 * Everything else that the registry holds: one value a kind and key, replaced as a whole.
 * Keys: `facts` JSON `[ecosystem,name,version]`; `name` JSON `[ecosystem,name]`; `policy` and `advisory-data` `current`;
 * the others the id of the value.
 */
export const RECORDS = {
  approval: StandingApproval,
  ban: StandingBan,
  exception: RuleException,
  facts: PackageFacts,
  name: NameMemory,
  policy: StoredPolicy,
  'advisory-data': AdvisoryFacts,
  comment: ReviewComment,
  proposal: MaturityProposal,
} as const;
export type RecordKind = keyof typeof RECORDS;
export type RecordValue<K extends RecordKind> = z.infer<(typeof RECORDS)[K]>;
export const RECORD_KINDS = Object.keys(RECORDS) as RecordKind[];

/** What a decision never looks at; views do not hold these. */
export const RECORDS_FOR_PEOPLE: readonly RecordKind[] = ['comment', 'proposal'];

function recordChange<K extends RecordKind>(kind: K) {
  return z.object({
    kind: z.literal(kind),
    key: z.string().min(1).max(1_024),
    /** What was done, in one word, for the trail: `grant`, `lift`, `record`, … */
    action: z.string().min(1).max(32),
    value: RECORDS[kind] as (typeof RECORDS)[K],
    ...Common,
  });
}

export const RecordChange = z.discriminatedUnion('kind', [
  recordChange('approval'),
  recordChange('ban'),
  recordChange('exception'),
  recordChange('facts'),
  recordChange('name'),
  recordChange('policy'),
  recordChange('advisory-data'),
  recordChange('comment'),
  recordChange('proposal'),
]);
export type RecordChange = z.infer<typeof RecordChange>;

/**
 * One act = one revision: everything in `parts` becomes true at once
 * (a closure approved in one act is never half approved for any reader).
 */
export const RegistryChange = z.object({
  revision: Revision,
  parts: z.array(z.discriminatedUnion('kind', [PackageChange, AgentChange, ...RecordChange.options])).min(1),
});
export type RegistryChange = z.infer<typeof RegistryChange>;

export const factsKey = ({
  ecosystem,
  name,
  version,
}: {
  ecosystem: string;
  name: string;
  version: string;
}) => JSON.stringify([ecosystem, name, version]);
export const nameKey = ({ ecosystem, name }: { ecosystem: string; name: string }) =>
  JSON.stringify([ecosystem, name]);
/** Key of the kinds that have one value only. */
export const CURRENT = 'current';
