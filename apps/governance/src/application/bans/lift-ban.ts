import {
  assertMay,
  DomainError,
  printable,
  STANDING_BAN_TRANSITIONS,
  type liftBan,
  type ParsedRequestOf,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';
import { oneRecord } from '../review/one-record';

/** Lifts a ban that was set by selector; what was approved before is approved again. */
export class LiftBan {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async lift({ actor, banId, reason }: ParsedRequestOf<typeof liftBan>): Promise<WriteReceipt> {
    assertMay('unban', actor);
    const at = this.clock.now().toISOString();
    return this.writer.write({
      records: [{ kind: 'ban', key: banId }],
      at,
      decide: (present) => {
        const ban = present.recordOf('ban', banId);
        const state = ban && STANDING_BAN_TRANSITIONS[ban.state].lift;
        if (!ban || !state)
          throw new DomainError('ban-not-found', `No live ban has the id "${printable(banId, 60)}"`);
        return [
          oneRecord('ban', banId, { action: 'lift', value: { ...ban, state }, actor, at, note: reason }),
        ];
      },
    });
  }
}
