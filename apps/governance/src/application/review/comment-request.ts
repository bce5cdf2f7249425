import { randomUUID } from 'node:crypto';
import { assertMay, type commentRequest, type ParsedRequestOf, type WriteReceipt } from '@sallyport/domain';
import { findRequest } from '../packages/target';
import { Clock } from '../ports/clock';
import { RegistryStore } from '../ports/registry-store';
import { RegistryWriter } from '../registry/registry-writer';
import { oneRecord } from './one-record';

/** A note of whoever to a request; it decides nothing. */
export class CommentRequest {
  constructor(
    private readonly store: RegistryStore,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async comment(request: ParsedRequestOf<typeof commentRequest>): Promise<WriteReceipt> {
    const { actor, text } = request;
    assertMay('comment', actor);
    const { id: requestId } = await findRequest(this.store, request.requestId);
    const at = this.clock.now().toISOString();
    const value = { requestId, text };
    return this.writer.write({
      at,
      decide: () => [oneRecord('comment', randomUUID(), { action: 'add', value, actor, at })],
    });
  }
}
