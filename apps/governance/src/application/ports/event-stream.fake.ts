import {
  DomainError,
  type decisionsRecorded,
  type decisionsReevaluated,
  type EventData,
  type inventedNameAppeared,
  type policyRefused,
  type RegistryChange,
} from '@sallyport/domain';
import { EventStream } from './event-stream';

type Batch = EventData<typeof decisionsRecorded>;

/** `failures`: how many of the next publishes fail. `loseAcks`: stored, but the publisher hears nothing. */
export class FakeEventStream extends EventStream {
  failures = 0;
  loseAcks = 0;
  attempts = 0;
  readonly changes = new Map<string, RegistryChange>();
  readonly batches = new Map<string, Batch>();
  readonly reevaluations = new Map<string, EventData<typeof decisionsReevaluated>>();
  readonly refusedPolicies = new Map<string, EventData<typeof policyRefused>>();
  readonly names = new Map<string, EventData<typeof inventedNameAppeared>>();

  async changed(id: string, change: RegistryChange): Promise<void> {
    this.fail();
    this.changes.set(id, this.changes.get(id) ?? change);
    this.loseAck();
  }

  async decided(id: string, batch: Batch): Promise<void> {
    this.fail();
    this.batches.set(id, this.batches.get(id) ?? structuredClone(batch));
    this.loseAck();
  }

  async reevaluated(id: string, result: EventData<typeof decisionsReevaluated>): Promise<void> {
    this.fail();
    this.reevaluations.set(id, this.reevaluations.get(id) ?? structuredClone(result));
  }

  async nameAppeared(id: string, name: EventData<typeof inventedNameAppeared>): Promise<void> {
    this.fail();
    this.names.set(id, this.names.get(id) ?? name);
  }

  async policyRefused(id: string, refusal: EventData<typeof policyRefused>): Promise<void> {
    this.fail();
    this.refusedPolicies.set(id, this.refusedPolicies.get(id) ?? refusal);
  }

  /** Sequence numbers in the order stored. */
  get sequences(): number[] {
    return [...this.batches.values()].flatMap(({ decisions }) => decisions.map(({ sequence }) => sequence));
  }

  private fail(): void {
    this.attempts += 1;
    if (this.failures === 0) return;
    this.failures -= 1;
    throw new DomainError('bus-unavailable', 'The stream does not answer');
  }

  private loseAck(): void {
    if (this.loseAcks === 0) return;
    this.loseAcks -= 1;
    throw new DomainError('bus-unavailable', 'The acknowledgement was lost');
  }
}
