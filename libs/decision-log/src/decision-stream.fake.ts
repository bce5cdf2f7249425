import { DomainError } from '@sallyport/domain';
import type { DecisionStream, Delivered, RecorderClock, RecorderLog } from './decision-recorder';

/** `failures`: how many of the next publishes fail. `loseAcks`: stored, but the publisher hears nothing. */
export class FakeDecisionStream implements DecisionStream {
  failures = 0;
  loseAcks = 0;
  attempts = 0;
  readonly batches = new Map<string, Delivered>();

  async decided(id: string, batch: Delivered): Promise<void> {
    this.attempts += 1;
    if (this.failures > 0) {
      this.failures -= 1;
      throw new DomainError('bus-unavailable', 'The stream does not answer');
    }
    this.batches.set(id, this.batches.get(id) ?? structuredClone(batch));
    if (this.loseAcks === 0) return;
    this.loseAcks -= 1;
    throw new DomainError('bus-unavailable', 'The acknowledgement was lost');
  }

  /** Sequence numbers in the order stored. */
  get sequences(): number[] {
    return [...this.batches.values()].flatMap(({ decisions }) => decisions.map(({ sequence }) => sequence));
  }
}

export class FakeRecorderLog implements RecorderLog {
  readonly lines: { level: string; fields: object; sentence: string }[] = [];

  info(fields: object, sentence: string): void {
    this.lines.push({ level: 'info', fields, sentence });
  }

  warn(fields: object, sentence: string): void {
    this.lines.push({ level: 'warn', fields, sentence });
  }

  error(fields: object, sentence: string): void {
    this.lines.push({ level: 'error', fields, sentence });
  }
}

/** The timers of the process, which Jest may hold: time then moves only when told to. */
export const recorderClock = (): RecorderClock => ({
  elapsedMs: () => performance.now(),
  sleep: (ms) => new Promise((wake) => setTimeout(wake, ms)),
});
