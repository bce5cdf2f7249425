import { REASON_CODES } from '@sallyport/domain';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { Busiest } from '../../application/checks/busiest';
import { Tally } from '../../application/checks/tally';
import {
  DecisionCounters,
  type CountedCheck,
  type DecisionFigures,
  type DecisionTotals,
} from '../../application/ports/decision-counters';
import { Log } from '../../application/ports/log';

/** Hash of all replicas' figures: `total`, `allowed`, `reason:<code>`. */
export const COUNTERS_KEY = 'sallyport:governance:checks';
const FLUSH_EVERY_MS = 1_000;
/** No reader and no stop waits longer for Redis than this. */
const PATIENCE_MS = 500;
const CONNECT_TIMEOUT_MS = 2_000;
const MAX_RECONNECT_MS = 2_000;
/** How long Redis remembers what a replica sent last: longer than a batch is worth sending again. */
const REMEMBER_SECONDS = 24 * 60 * 60;

/**
 * Adds a batch once: a batch whose answer was lost is sent again under its number, and may have arrived.
 * The number is noted first, so that a field that cannot be added to costs figures and never inflates them.
 */
const ADD_ONCE = `
local last = tonumber(redis.call('GET', KEYS[2]) or '0')
if last >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
for i = 3, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
return 1`;

const Count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const Stored = z.record(z.string(), Count);

interface Batch {
  number: number;
  figures: DecisionFigures;
}

/**
 * Counts of all replicas that have the same Redis, across their restarts. Counting is in memory; batches go out
 * about once a second. What Redis does not take waits: a few numbers, however long it is away.
 */
export class RedisDecisionCounters extends DecisionCounters {
  private readonly client: Redis;
  private readonly timer: NodeJS.Timeout;
  /** Since the start: what `totals` says while Redis does not answer. */
  private readonly own = new Tally();
  /** Not shared: names that callers invent would fill what all replicas share. */
  private readonly busiest = new Busiest();
  private unsent = new Tally();
  /** Sent, and not known to have arrived. */
  private onItsWay: Batch | undefined;
  private batches = 0;
  private running: Promise<boolean> | undefined;
  private next: Promise<boolean> | undefined;
  private failing = false;
  private closed = false;

  /** Connects in the background, and again whenever the connection is lost. Never throws for an absent server. */
  constructor(
    url: string,
    private readonly replica: string,
    private readonly log: Log,
  ) {
    super();
    this.client = new Redis(url, {
      connectionName: 'sallyport-governance',
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: PATIENCE_MS,
      disconnectTimeout: PATIENCE_MS,
      retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_MS),
      // Whatever cannot be sent now is ours to keep; a queue inside the client would send it a second time.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
    });
    this.client.on('error', (error: Error) => this.hasFailed(error));
    this.client.on('close', () => this.hasFailed('the connection was closed'));
    this.client.on('ready', () => this.works());
    this.timer = setInterval(() => void this.send(), FLUSH_EVERY_MS);
    this.timer.unref();
  }

  count(check: CountedCheck): void {
    this.own.add(check);
    this.busiest.add(check);
    this.unsent.add(check);
  }

  async flush(): Promise<void> {
    await this.send();
  }

  async totals(): Promise<DecisionTotals> {
    const shared = await withinPatience(this.read());
    const busiest = this.busiest.figures();
    return shared === undefined
      ? { ...this.own.figures(), ...busiest, shared: false }
      : { ...shared, ...busiest, shared: true };
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.timer);
    const arrived = (await withinPatience(this.send())) ?? false;
    this.client.disconnect();
    const lost = this.unsent.figures().total + (this.onItsWay?.figures.total ?? 0);
    if (!arrived && lost > 0) this.log.warn({ lost }, 'Counts of checks could not be shared before the stop');
  }

  /** Whether everything counted before the call has arrived. One batch at a time; callers share the one to come. */
  private send(): Promise<boolean> {
    if (this.running === undefined) {
      this.running = this.sendAll().finally(() => (this.running = undefined));
      return this.running;
    }
    this.next ??= this.running.then(() => {
      this.next = undefined;
      return this.send();
    });
    return this.next;
  }

  private async sendAll(): Promise<boolean> {
    // A batch that may have arrived stays as it is: more in it would be lost if it has.
    if (this.onItsWay !== undefined && !(await this.deliver(this.onItsWay))) return false;
    if (this.unsent.isEmpty) return true;
    this.batches += 1;
    this.onItsWay = { number: this.batches, figures: this.unsent.figures() };
    this.unsent = new Tally();
    return this.deliver(this.onItsWay);
  }

  private async deliver({ number, figures }: Batch): Promise<boolean> {
    if (this.client.status !== 'ready') return false;
    const fields = Object.entries(figures.byReason).flatMap(([code, count]) => [`reason:${code}`, count]);
    const counts = ['total', figures.total, 'allowed', figures.allowed, ...fields];
    const sentBy = `${COUNTERS_KEY}:sent:${this.replica}`;
    try {
      await this.client.eval(ADD_ONCE, 2, COUNTERS_KEY, sentBy, number, REMEMBER_SECONDS, ...counts);
      this.onItsWay = undefined;
      this.works();
      return true;
    } catch (error) {
      this.hasFailed(error);
      // A peer that is gone without a word would otherwise keep its connection for many minutes. The client's own
      // `socketTimeout` is no way out: its timer outlives the connection, and then ends the next one.
      if (!this.closed && !isReply(error)) this.client.disconnect(true);
      return false;
    }
  }

  /** Nothing where Redis does not answer, lacks a count of ours, or holds what is no count. */
  private async read(): Promise<DecisionFigures | undefined> {
    if (this.client.status !== 'ready' || !(await this.send())) return undefined;
    try {
      return figuresIn(Stored.parse(await this.client.hgetall(COUNTERS_KEY)));
    } catch (error) {
      this.hasFailed(error);
      return undefined;
    }
  }

  private works(): void {
    if (this.failing) this.log.info({}, 'Counts of checks are shared again');
    this.failing = false;
  }

  /** Only the message: the error of a refused login carries the password. */
  private hasFailed(error: unknown): void {
    if (this.failing || this.closed) return;
    this.failing = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.log.warn({ reason }, 'Counts of checks cannot be shared; each replica tells its own');
  }
}

/** Whether Redis answered, with a refusal. */
function isReply(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError';
}

/** A newer replica may count reasons that this one does not know, and could not say. */
function figuresIn(stored: Readonly<Record<string, number>>): DecisionFigures {
  const known = REASON_CODES.filter((code) => stored[`reason:${code}`] !== undefined);
  return {
    total: stored['total'] ?? 0,
    allowed: stored['allowed'] ?? 0,
    byReason: Object.fromEntries(known.map((code) => [code, stored[`reason:${code}`]])),
  };
}

/** What it resolves with, or nothing where that takes too long. */
async function withinPatience<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
