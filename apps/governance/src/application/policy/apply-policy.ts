import {
  acceptPolicy,
  CURRENT,
  DomainError,
  type Actor,
  type applyPolicy,
  type ExaminedPolicy,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import { createHash } from 'node:crypto';
import { Clock } from '../ports/clock';
import { EventStream } from '../ports/event-stream';
import { Log } from '../ports/log';
import { CurrentView } from '../registry/current-view';
import { RegistryWriter } from '../registry/registry-writer';

/** As the event carries them. */
const FAULTS_TOLD = 100;

/** Puts a policy in force where its shape, its lint and its own tests pass. Otherwise the old one stays, loudly. */
export class ApplyPolicy {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly current: CurrentView,
    private readonly stream: EventStream,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws DomainError `reviewer-refused`, `invalid-policy`, `store-unavailable` */
  async apply({
    actor,
    text,
    note,
  }: ParsedRequestOf<typeof applyPolicy>): Promise<ReplyOf<typeof applyPolicy>> {
    if (actor.kind !== 'person') {
      throw new DomainError(
        'reviewer-refused',
        `A policy is put in force by a person, not by ${actor.kind}s`,
      );
    }
    const { version, digest } = await this.accepted(text, actor);
    const at = this.clock.now().toISOString();
    const receipt = await this.writer.write({
      records: [{ kind: 'policy', key: CURRENT }],
      at,
      decide: (present) =>
        present.recordOf('policy', CURRENT)?.digest === digest
          ? []
          : [
              {
                kind: 'policy',
                key: CURRENT,
                action: 'apply',
                value: { text, version, digest },
                at,
                actor,
                ...(note === undefined ? {} : { note }),
              },
            ],
    });
    return { ...receipt, version };
  }

  private async accepted(text: string, actor: Actor): Promise<ExaminedPolicy> {
    try {
      return acceptPolicy(text);
    } catch (error) {
      if (DomainError.is(error)) await this.tell(error, text, actor);
      throw error;
    }
  }

  /** The caller hears of the fault either way; that nobody else does must not hide it. */
  private async tell({ details }: DomainError, text: string, actor: Actor): Promise<void> {
    const faults = (details as { faults?: string[] } | undefined)?.faults?.slice(0, FAULTS_TOLD) ?? [];
    const inForce = this.current.view.policy.version;
    this.log.error({ actor, faults, inForce }, 'An invalid policy was refused; the old one stays in force');
    const id = `policy-refused-${createHash('sha256').update(text).digest('hex').slice(0, 32)}-${this.clock.now().getTime()}`;
    try {
      await this.stream.policyRefused(id, { actor, faults, inForce });
    } catch (cause) {
      this.log.warn({ cause }, 'The refusal of a policy could not be published');
    }
  }
}
