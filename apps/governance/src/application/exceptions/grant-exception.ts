import { randomUUID } from 'node:crypto';
import {
  actorText,
  assertMay,
  assertNotPublisher,
  parseAgentId,
  parseException,
  parseSelector,
  type grantException,
  type ParsedRequestOf,
  type ReplyOf,
  type RuleException,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';
import { oneRecord } from '../review/one-record';

/** Lets packages pass one rule until a date. */
export class GrantException {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async grant(asked: ParsedRequestOf<typeof grantException>): Promise<ReplyOf<typeof grantException>> {
    const { actor } = asked;
    assertMay('except', actor);
    const selector = parseSelector(asked.selector);
    assertNotPublisher(selector);
    const now = this.clock.now();
    const at = now.toISOString();
    const value: RuleException = {
      ...parseException(asked, now.getTime()),
      id: randomUUID(),
      selector,
      agentId: asked.agentId === undefined ? null : parseAgentId(asked.agentId),
      by: actorText(actor),
      grantedAt: at,
      state: 'live',
    };
    const receipt = await this.writer.write({
      at,
      decide: () => [
        oneRecord('exception', value.id, { action: 'grant', value, actor, at, note: value.reason }),
      ],
    });
    return { ...receipt, exceptionId: value.id };
  }
}
