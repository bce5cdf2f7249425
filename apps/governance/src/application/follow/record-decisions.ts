import {
  DomainError,
  followerName,
  type ParsedRequestOf,
  type recordDecisions,
  type ReplyOf,
} from '@sallyport/domain';
import { EventStream } from '../ports/event-stream';

/**
 * Puts what a local decision point has decided on record, by the same numbers as a replica's own decisions. The name
 * on record is made here from the follower's secret, so that nobody records in the name of a replica or of another
 * follower. What is recorded is the follower's word: governance did not decide it.
 */
export class RecordDecisions {
  constructor(private readonly stream: EventStream) {}

  /** Resolves when the stream has the batch. @throws DomainError `invalid-request`, `bus-unavailable` */
  async record({
    epoch,
    decisions,
    ...follower
  }: ParsedRequestOf<typeof recordDecisions>): Promise<ReplyOf<typeof recordDecisions>> {
    const first = decisions[0]?.sequence ?? 0;
    decisions.forEach(({ sequence }, index) => assertNext(sequence, first + index));
    const replica = followerName(follower);
    await this.stream.decided(`decisions-${replica}-${epoch}-${first}`, { replica, epoch, decisions });
    return {};
  }
}

function assertNext(sequence: number, expected: number): void {
  if (sequence === expected) return;
  throw new DomainError(
    'invalid-request',
    `The decisions of a batch are numbered without gaps: ${sequence} stands in the place of ${expected}`,
  );
}
