import {
  DomainError,
  type ClosureDecisionRecord,
  type DecisionRecord,
  type EventData,
  type decisionsRecorded,
} from '@sallyport/domain';

type Unnumbered<Record> = Omit<Record, 'sequence' | 'at'>;
export type Answered = Unnumbered<DecisionRecord> | Unnumbered<ClosureDecisionRecord>;
export type Delivered = EventData<typeof decisionsRecorded>;
type Batch = Delivered['decisions'];

/** Where the records go. Resolves when the stream has the batch; the same id twice is stored once. */
export interface DecisionStream {
  /** @throws DomainError `bus-unavailable` */
  decided(id: string, batch: Delivered): Promise<void>;
}

export interface RecorderClock {
  /** Milliseconds that only grow. */
  elapsedMs(): number;
  sleep(ms: number): Promise<void>;
}

/** A fixed sentence and the facts as fields. */
export interface RecorderLog {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
}

interface Waiting {
  answered: Answered;
  sequence: number;
  at: number;
  /** Elapsed milliseconds when it was answered. */
  since: number;
}

/**
 * Answers wait for each other until they are this many or have waited this long: what a hard crash can lose. Sending a
 * group makes the checks of that moment wait, so with few checks there are few groups: fewer than one check in a
 * hundred meets one, and of closures with hundreds of packages one in four.
 */
const GROUP = 200;
const GROUP_BYTES = 256 * 1024;
const GROUP_MS = 40;
const MAX_BATCH = 500;
/** Weight of a batch in bytes, roughly: far below what the bus takes in one message. */
const MAX_BATCH_BYTES = 512 * 1024;
/** More than this in memory, or older than that, and nothing is answered any more: what is answered must be recorded. */
export const MAX_BACKLOG = 20_000;
export const MAX_AGE_MS = 3_000;
const MAX_BACKLOG_BYTES = 64 * 1024 * 1024;
const RETRY_MS: readonly number[] = [50, 100, 250, 500, 1_000];
const FLUSH_TIMEOUT_MS = 6_000;

/**
 * Numbers every answered check within (replica, epoch) and brings the records to the durable stream, in order,
 * in batches. One batch is on its way at a time, so that sequence numbers arrive without gaps.
 */
export class DecisionRecorder {
  private sequence = 0;
  private waiting: Waiting[] = [];
  private onItsWay: Waiting[] = [];
  private backlogBytes = 0;
  private sending: Promise<void> | undefined;
  private closed = false;
  private groupIsFull = (): void => undefined;
  private lastText = '';
  private lastTextOf = NaN;
  private failing = false;

  constructor(
    private readonly stream: DecisionStream,
    private readonly clock: RecorderClock,
    private readonly log: RecorderLog,
    private readonly source: { replica: string; epoch: string },
    /** Told of each batch that the stream has, in the same turn. */
    private readonly recorded: (delivered: { id: string; batch: Delivered }) => void = () => undefined,
  ) {}

  /** Decisions that the stream has not acknowledged. */
  get backlog(): number {
    return this.onItsWay.length + this.waiting.length;
  }

  /** To be asked before a check is answered. @throws DomainError `audit-unavailable` */
  assertRoom(): void {
    const oldest = this.onItsWay[0] ?? this.waiting[0];
    if (oldest === undefined && !this.closed) return;
    const isFull = this.backlog >= MAX_BACKLOG || this.backlogBytes >= MAX_BACKLOG_BYTES;
    if (!this.closed && !isFull && oldest !== undefined && this.clock.elapsedMs() - oldest.since < MAX_AGE_MS)
      return;
    throw new DomainError(
      'audit-unavailable',
      `${this.backlog} decisions wait for the audit stream, so no more are made`,
      {
        hint: 'Nothing is allowed while decisions cannot be recorded; checks work again by themselves when the stream does.',
      },
    );
  }

  /** Only after `assertRoom`, in the same turn. `at`: the time that was decided for, milliseconds since 1970. */
  record(answered: Answered, at: number): void {
    this.sequence += 1;
    this.waiting.push({
      answered,
      sequence: this.sequence,
      at,
      since: this.clock.elapsedMs(),
    });
    this.backlogBytes += weightOf(answered);
    this.sending ??= this.send();
    if (this.isGroup()) this.groupIsFull();
  }

  /** Sends what waits; gives up after a while and says how much was lost. */
  async close(): Promise<void> {
    this.closed = true;
    this.groupIsFull();
    const deadline = this.clock.sleep(FLUSH_TIMEOUT_MS);
    await Promise.race([this.sending ?? Promise.resolve(), deadline]);
    if (this.backlog > 0) {
      const first = this.onItsWay[0] ?? this.waiting[0];
      this.log.error(
        { lost: this.backlog, fromSequence: first?.sequence, ...this.source },
        'Decisions could not be recorded before the stop',
      );
    }
  }

  private async send(): Promise<void> {
    try {
      while (this.waiting.length > 0) {
        if (!this.isGroup() && !this.closed) await this.aGroup();
        this.onItsWay = this.nextBatch();
        await this.deliver(this.onItsWay);
        for (const { answered } of this.onItsWay) this.backlogBytes -= weightOf(answered);
        this.onItsWay = [];
      }
    } finally {
      this.sending = undefined;
    }
  }

  private isGroup(): boolean {
    return this.waiting.length >= GROUP || this.backlogBytes >= GROUP_BYTES;
  }

  private async aGroup(): Promise<void> {
    const full = new Promise<void>((done) => (this.groupIsFull = done));
    await Promise.race([full, this.clock.sleep(GROUP_MS)]);
  }

  private nextBatch(): Waiting[] {
    let bytes = 0;
    let length = 0;
    for (const { answered } of this.waiting) {
      bytes += weightOf(answered);
      if (length > 0 && (length >= MAX_BATCH || bytes > MAX_BATCH_BYTES)) break;
      length += 1;
    }
    return this.waiting.splice(0, length);
  }

  /** Many are answered in the same millisecond. */
  private textOf(at: number): string {
    if (at !== this.lastTextOf) {
      this.lastText = new Date(at).toISOString();
      this.lastTextOf = at;
    }
    return this.lastText;
  }

  /** Until the stream has it: giving up would leave a gap in the trail. */
  private async deliver(batch: readonly Waiting[]): Promise<void> {
    const id = `decisions-${this.source.replica}-${this.source.epoch}-${batch[0]?.sequence ?? 0}`;
    const decisions: Batch = batch.map(
      ({ answered, sequence, at }) => ({ sequence, at: this.textOf(at), ...answered }) as Batch[number],
    );
    for (let attempt = 0; ; attempt += 1) {
      try {
        const batch = { ...this.source, decisions };
        await this.stream.decided(id, batch);
        this.recorded({ id, batch });
        if (this.failing) this.log.info({ backlog: this.backlog }, 'Decisions are recorded again');
        this.failing = false;
        return;
      } catch (cause) {
        if (!this.failing)
          this.log.warn({ cause, backlog: this.backlog }, 'Decisions could not be recorded; trying again');
        this.failing = true;
        await this.clock.sleep(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 1_000);
      }
    }
  }
}

/** Rough JSON size, without making the JSON. */
function weightOf(answered: Answered): number {
  if (!('packages' in answered)) return 400;
  const { packages, digests = [], refused, exceptions = [] } = answered;
  return 400 + packages.length * 40 + digests.length * 75 + refused.length * 90 + exceptions.length * 40;
}
