import { extendTrail, type EventEnvelope, type NoticedGap } from '@sallyport/domain';
import {
  admit,
  isSameEvent,
  reused,
  unreadable,
  type Archivist,
  type Arrival,
  type UnreadableArrival,
} from './arrival';
import { DecisionCursors } from './decision-cursors';
import { TrailStore, type OpenTrail } from './ports/trail-store';

export interface ArchiveReceipt {
  readonly archived: number;
  /** Were archived before. */
  readonly skipped: number;
  readonly gaps: readonly NoticedGap[];
}

/**
 * Adds events of the stream to the trail, each exactly once, however often it is delivered.
 * When it resolves they are committed; when it throws none of them is.
 */
export class ArchiveEvents {
  constructor(
    private readonly store: TrailStore,
    private readonly archivist: Archivist,
  ) {}

  run(arrivals: readonly Arrival[]): Promise<ArchiveReceipt> {
    return this.archive(arrivals.map((arrival) => admit(arrival, this.archivist)));
  }

  /** Messages that are no events are kept as evidence. */
  runUnreadable(arrivals: readonly UnreadableArrival[]): Promise<ArchiveReceipt> {
    return this.archive(arrivals.map((arrival) => unreadable(arrival, this.archivist)));
  }

  private archive(arrivals: readonly Arrival[]): Promise<ArchiveReceipt> {
    return this.store.extend(async (trail) => {
      const fresh = await this.selectFresh(trail, arrivals);
      const cursors = new DecisionCursors(trail);
      for (const envelope of fresh) await cursors.follow(envelope);
      const { rows, head } = extendTrail(trail.head, fresh);
      const streamSequence = Math.max(0, ...arrivals.map((arrival) => arrival.streamSequence));
      await trail.append({ rows, head, cursors: cursors.moved(), gaps: cursors.gaps, streamSequence });
      return { archived: rows.length, skipped: arrivals.length - rows.length, gaps: cursors.gaps };
    });
  }

  private async selectFresh(trail: OpenTrail, arrivals: readonly Arrival[]): Promise<EventEnvelope[]> {
    const seconds = arrivals.map((arrival) => reused(arrival, this.archivist));
    const ids = [...arrivals, ...seconds].map(({ envelope }) => envelope.id);
    const known = new Map(await trail.bodiesOf(ids));
    const fresh: EventEnvelope[] = [];
    const take = (envelope: EventEnvelope): void => {
      known.set(envelope.id, JSON.stringify(envelope));
      fresh.push(envelope);
    };
    arrivals.forEach(({ envelope }, index) => {
      const before = known.get(envelope.id);
      const second = (seconds[index] as Arrival).envelope;
      if (before === undefined) take(envelope);
      else if (!isSameEvent(before, envelope) && !known.has(second.id)) take(second);
    });
    return fresh;
  }
}
