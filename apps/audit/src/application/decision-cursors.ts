import {
  advance,
  decisionsIn,
  type DecisionCursor,
  type EventEnvelope,
  type NoticedGap,
} from '@sallyport/domain';
import type { OpenTrail } from './ports/trail-store';

/** Follows the numbers of decisions through the events of one transaction. */
export class DecisionCursors {
  readonly gaps: NoticedGap[] = [];
  private readonly cursors = new Map<string, DecisionCursor>();

  constructor(private readonly trail: Pick<OpenTrail, 'lastDecision'>) {}

  async follow(envelope: EventEnvelope): Promise<void> {
    const batch = decisionsIn(envelope);
    if (!batch) return;
    const { replica, epoch } = batch;
    const key = JSON.stringify([replica, epoch]);
    const before = this.cursors.get(key)?.last ?? (await this.trail.lastDecision(replica, epoch));
    const { last, gaps } = advance(before, batch);
    this.cursors.set(key, { replica, epoch, last });
    this.gaps.push(...gaps);
  }

  moved(): DecisionCursor[] {
    return [...this.cursors.values()];
  }
}
