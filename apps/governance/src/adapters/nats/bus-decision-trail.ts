import { auditSearch, decisionsRecorded, type ArchivedEvent } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { DecisionTrail, type RecordedDecisions } from '../../application/ports/decision-trail';

/** The service ends a page earlier where it would grow too large for one message. */
const BATCHES_PER_PAGE = 1_000;

export class BusDecisionTrail extends DecisionTrail {
  constructor(private readonly bus: Pick<Bus, 'call'>) {
    super();
  }

  async *newestFirst(from: string | undefined): AsyncIterable<RecordedDecisions> {
    let before: number | undefined;
    for (;;) {
      const { events } = await this.bus.call(auditSearch, {
        type: decisionsRecorded.subject,
        limit: BATCHES_PER_PAGE,
        ...(from === undefined ? {} : { from }),
        ...(before === undefined ? {} : { before }),
      });
      const last = events.at(-1);
      if (last === undefined) return;
      before = last.sequence;
      yield decisionsOf(events);
    }
  }
}

function decisionsOf(events: readonly ArchivedEvent[]): RecordedDecisions {
  const batches = events.map(({ data }) => decisionsRecorded.data.safeParse(data));
  return {
    decisions: batches.flatMap(({ data }) => data?.decisions.toReversed() ?? []),
    unreadable: batches.filter(({ success }) => !success).length,
  };
}
