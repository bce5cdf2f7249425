import type { DomainError } from '@sallyport/domain';
import { DecisionTrail, type RecordedDecisions } from './decision-trail';

/** Pages as given, the oldest first in `pages`. */
export class FakeDecisionTrail extends DecisionTrail {
  pages: RecordedDecisions[] = [];
  failure: DomainError | undefined;
  pagesRead = 0;

  async *newestFirst(from: string | undefined): AsyncIterable<RecordedDecisions> {
    for (const page of [...this.pages].reverse()) {
      if (this.failure !== undefined) throw this.failure;
      this.pagesRead += 1;
      const decisions = page.decisions.filter(({ at }) => from === undefined || at >= from);
      yield { ...page, decisions: [...decisions].reverse() };
    }
  }
}
