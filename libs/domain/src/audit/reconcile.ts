import type { AuditFault } from '../contracts/audit';
import { printable } from '../errors';
import { GENESIS_HASH, linkHash } from './hash-chain';
import { NumberRuns, type Run } from './number-runs';
import { decisionsIn, revisionIn, type TrailHead, type TrailRow } from './trail';

/** Beyond this many the trail is known to be broken, and a longer list helps nobody. */
export const MAX_LISTED_FAULTS = 1_000;

export interface TrailVerdict {
  intact: boolean;
  events: number;
  decisions: number;
  /** Where the rows end, not where the head says that they do. */
  head: { sequence: number; hash: string };
  faults: AuditFault[];
}

/**
 * Proves a trail complete, one row after the other in the order of their sequence, in memory that does not grow
 * with the trail. A row removed, put in, moved or edited, and a tail cut off, each leaves a fault.
 */
export class TrailReconciliation {
  private readonly faults: AuditFault[] = [];
  private last = { sequence: 0, hash: GENESIS_HASH };
  private events = 0;
  private decisions = 0;
  private readonly decisionRuns = new Map<string, { where: string; runs: NumberRuns }>();
  private readonly revisions = new NumberRuns();

  add(row: TrailRow): void {
    this.checkLink(row);
    this.last = { sequence: row.sequence, hash: row.hash };
    this.events += 1;
    const envelope = envelopeOf(row);
    if (envelope === undefined) {
      this.fault('hash-mismatch', `event ${row.sequence}: what is stored beside the body differs from it`);
      return;
    }
    this.countDecisions(row, envelope);
    this.countRevision(row, envelope);
  }

  /** @param head what was written beside the trail in the same transaction as its last row */
  finish(head: TrailHead): TrailVerdict {
    for (const { where, runs } of this.decisionRuns.values()) {
      for (const gap of runs.gaps()) this.fault('decision-gap', `${where}: ${missing(gap)}`);
    }
    for (const gap of this.revisions.gaps())
      this.fault('revision-gap', `revisions of the registry: ${missing(gap)}`);
    this.checkHead(head);
    const { events, decisions, faults } = this;
    return { intact: faults.length === 0, events, decisions, head: this.last, faults };
  }

  private checkLink(row: TrailRow): void {
    const { sequence, previousHash, body, hash } = row;
    const expected = this.last.sequence + 1;
    if (sequence > expected)
      this.fault('sequence-gap', `events: ${missing({ from: expected, to: sequence - 1 })}`);
    else if (sequence < expected)
      this.fault('sequence-gap', `event ${sequence} stands after event ${expected - 1}`);
    else if (previousHash !== this.last.hash) {
      this.fault('chain-broken', `event ${sequence} does not chain to the event before it`);
    }
    if (linkHash(previousHash, sequence, body) !== hash) {
      this.fault('hash-mismatch', `event ${sequence}: its content is not what was archived`);
    }
  }

  private countDecisions(row: TrailRow, envelope: Envelope): void {
    const batch = decisionsIn(envelope);
    if (batch === undefined) return;
    if (batch === null)
      return this.fault('decision-gap', `event ${row.sequence}: its decisions cannot be read`);
    const where = `decisions of replica ${printable(batch.replica)} epoch ${printable(batch.epoch)}`;
    const key = JSON.stringify([batch.replica, batch.epoch]);
    const entry = this.decisionRuns.get(key) ?? { where, runs: new NumberRuns() };
    this.decisionRuns.set(key, entry);
    for (const sequence of batch.sequences) entry.runs.add(sequence);
    this.decisions += batch.sequences.length;
  }

  private countRevision(row: TrailRow, envelope: Envelope): void {
    const revision = revisionIn(envelope);
    if (revision === null) this.fault('revision-gap', `event ${row.sequence}: its revision cannot be read`);
    else if (revision !== undefined) this.revisions.add(revision);
  }

  private checkHead(head: TrailHead): void {
    const { sequence, hash } = this.last;
    if (head.sequence !== sequence) {
      this.fault('truncated', `the trail ends at event ${sequence}, its head says ${head.sequence}`);
    } else if (head.hash !== hash) {
      this.fault('truncated', `event ${sequence} is not the one that the head names`);
    }
    if (head.events !== this.events) {
      this.fault('truncated', `${this.events} events are there, the head says ${head.events}`);
    }
    if (head.decisions !== this.decisions) {
      this.fault('truncated', `${this.decisions} decisions are there, the head says ${head.decisions}`);
    }
  }

  private fault(kind: AuditFault['kind'], where: string): void {
    if (this.faults.length < MAX_LISTED_FAULTS) this.faults.push({ kind, where });
  }
}

type Envelope = { type: string; data: unknown };

/** The stored event, where the columns beside it say the same; undefined where they do not. */
function envelopeOf({ id, type, at, service, replica, body }: TrailRow): Envelope | undefined {
  const parsed = parse(body) as Partial<Record<string, unknown>> | null | undefined;
  const source = parsed?.['source'] as Partial<Record<string, unknown>> | null | undefined;
  const same =
    parsed?.['id'] === id &&
    parsed['type'] === type &&
    parsed['at'] === at &&
    source?.['service'] === service &&
    source['replica'] === replica;
  return same ? { type, data: parsed['data'] } : undefined;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function missing({ from, to }: Run): string {
  return from === to ? `${from} is missing` : `${from} to ${to} are missing`;
}
