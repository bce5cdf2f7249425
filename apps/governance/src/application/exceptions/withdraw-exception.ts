import {
  assertMay,
  DomainError,
  EXCEPTION_TRANSITIONS,
  nextStanding,
  printable,
  type ParsedRequestOf,
  type withdrawException,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';
import { oneRecord } from '../review/one-record';

/** Ends an exception before its date. */
export class WithdrawException {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async withdraw(request: ParsedRequestOf<typeof withdrawException>): Promise<WriteReceipt> {
    const { actor, exceptionId, reason: note } = request;
    assertMay('except', actor);
    const at = this.clock.now().toISOString();
    return this.writer.write({
      records: [{ kind: 'exception', key: exceptionId }],
      at,
      decide: (present) => {
        const exception = present.recordOf('exception', exceptionId);
        if (exception === undefined) {
          throw new DomainError(
            'exception-not-found',
            `No exception has the id "${printable(exceptionId, 60)}"`,
          );
        }
        const what = `The exception from ${exception.rule}`;
        const state = nextStanding(EXCEPTION_TRANSITIONS, what, exception.state, 'withdraw');
        const value = { ...exception, state };
        return [oneRecord('exception', exceptionId, { action: 'withdraw', value, actor, at, note })];
      },
    });
  }
}
