import { z } from 'zod';
import { canonicalJson } from '../artifact/canonical-json';
import { decisionsRecorded, registryChanged, type EventEnvelope } from '../contracts/event';
import { GENESIS_HASH, linkHash } from './hash-chain';

/** One link of the trail as it is stored. `body` is the event's canonical JSON; id to replica repeat it for searching. */
export interface TrailRow {
  /** 1, 2, 3, … without gaps. */
  readonly sequence: number;
  readonly id: string;
  readonly type: string;
  /** ISO 8601, letter for letter as the event has it. */
  readonly at: string;
  readonly service: string;
  readonly replica: string;
  readonly body: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** Where the trail ends, kept beside it, so that a cut tail is noticed. */
export interface TrailHead {
  readonly sequence: number;
  readonly hash: string;
  readonly events: number;
  readonly decisions: number;
}

export const EMPTY_TRAIL: TrailHead = { sequence: 0, hash: GENESIS_HASH, events: 0, decisions: 0 };

/** Links new events to the trail, in the order given. */
export function extendTrail(
  head: TrailHead,
  envelopes: readonly EventEnvelope[],
): { rows: TrailRow[]; head: TrailHead } {
  let { sequence, hash, decisions } = head;
  const rows = envelopes.map((envelope) => {
    const body = canonicalJson(envelope);
    const previousHash = hash;
    sequence += 1;
    hash = linkHash(previousHash, sequence, body);
    decisions += decisionsIn(envelope)?.sequences.length ?? 0;
    const { id, type, at, source } = envelope;
    return {
      sequence,
      id,
      type,
      at,
      service: source.service,
      replica: source.replica,
      body,
      previousHash,
      hash,
    };
  });
  return { rows, head: { sequence, hash, events: head.events + rows.length, decisions } };
}

/** The numbers of the decisions in one batch; each replica counts from 1 at every start (epoch). */
export interface DecisionBatch {
  readonly replica: string;
  readonly epoch: string;
  readonly sequences: readonly number[];
}

/** Only what the order needs, so that a record with newer fields is still counted. */
const Label = z
  .string()
  .max(200)
  .regex(/^[\x20-\x7e]*$/);
const Batch = z.object({
  replica: Label,
  epoch: Label,
  decisions: z.array(z.object({ sequence: z.number().int().positive() })),
});
const Revised = z.object({ revision: z.number().int().positive() });

/** undefined: the event carries no decisions; null: it should, and cannot be read. */
export function decisionsIn(
  envelope: Pick<EventEnvelope, 'type' | 'data'>,
): DecisionBatch | null | undefined {
  if (envelope.type !== decisionsRecorded.subject) return undefined;
  const batch = Batch.safeParse(envelope.data);
  if (!batch.success) return null;
  const { replica, epoch, decisions } = batch.data;
  return { replica, epoch, sequences: decisions.map(({ sequence }) => sequence) };
}

/** undefined: the event is no change of the registry; null: it is one, and cannot be read. */
export function revisionIn(envelope: Pick<EventEnvelope, 'type' | 'data'>): number | null | undefined {
  if (envelope.type !== registryChanged.subject) return undefined;
  const change = Revised.safeParse(envelope.data);
  return change.success ? change.data.revision : null;
}
