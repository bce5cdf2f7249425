import { randomUUID } from 'node:crypto';
import { DomainError, type Revision } from '@sallyport/domain';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { Log } from '../../application/ports/log';
import { type LeaseHolder, ReplicaLeases } from '../../application/ports/replica-leases';
import { FORGET, HOLDERS, IDENTITY, RENEW } from './redis-lease-scripts';

/** No call waits longer for Redis than this: whoever cannot ask goes on without it, only slower. */
const PATIENCE_MS = 100;
/** What the client itself asks on a new connection has so many times as long. */
const HANDSHAKE_PATIENCE = 5;
const CONNECT_TIMEOUT_MS = 2_000;
/** Soon back, as every write waits for a whole lease meanwhile. */
const MAX_RECONNECT_MS = 500;

const Numeral = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const Identity = z.string().regex(/^redis:\w+:\w+:[\w-]+$/);
const Holders = z.array(z.tuple([z.string(), Numeral, Numeral]));
const Done = z.literal(1);

/** The hash of leases of one registry: two registries may have one Redis. */
export const leasesKey = (registryId: string): string => `sallyport:governance:leases:${registryId}`;

/**
 * Leases in a Redis that all replicas have. Nothing in it runs out by itself: its clock may jump. Whatever happens to
 * it, the identity of the store differs afterwards, see `redis-lease-scripts.ts`.
 */
export class RedisReplicaLeases extends ReplicaLeases {
  private readonly client: Redis;
  private readonly key: string;
  /** The first attempt to connect has ended, well or not. */
  private readonly tried: Promise<void>;
  private failing = false;
  private closed = false;

  /**
   * Connects in the background, and again whenever the connection is lost. Never throws for an absent server.
   * @param patienceMs of a call
   */
  constructor(
    url: string,
    registryId: string,
    private readonly log: Log,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    super();
    this.key = leasesKey(registryId);
    this.client = new Redis(url, {
      connectionName: 'sallyport-governance-leases',
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: patienceMs * HANDSHAKE_PATIENCE,
      disconnectTimeout: PATIENCE_MS,
      retryStrategy: (attempt) => Math.min(attempt * 50, MAX_RECONNECT_MS),
      // A renewal that is sent again later would speak of a time that has passed.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
    });
    this.tried = new Promise((done) => this.client.once('ready', done).once('close', done));
    this.client.on('error', (error: Error) => this.hasFailed(error));
    this.client.on('close', () => this.hasFailed('the connection was closed'));
  }

  async identity(): Promise<string> {
    return this.ask(Identity, IDENTITY, randomUUID());
  }

  async renew(holder: string, revision: Revision, identity: string): Promise<void> {
    await this.ask(Done, RENEW, identity, holder, revision);
  }

  async behind(revision: Revision, identity: string): Promise<LeaseHolder[]> {
    const holders = await this.holders(identity);
    return holders
      .filter((one) => one.revision < revision)
      .map(({ holder, renewal }) => ({ holder, renewal }));
  }

  async holders(identity: string): Promise<(LeaseHolder & { revision: Revision })[]> {
    const found = await this.ask(Holders, HOLDERS, identity);
    const holders = found.map(([holder, revision, renewal]) => ({ holder, revision, renewal }));
    return holders.sort((a, b) => (a.holder < b.holder ? -1 : 1));
  }

  async forget(holder: string, renewal: number, identity: string): Promise<void> {
    await this.ask(Done, FORGET, identity, holder, renewal);
  }

  async release(holder: string): Promise<void> {
    await this.answered(z.number(), () => this.client.hdel(this.key, `holder:${holder}`));
  }

  close(): void {
    this.closed = true;
    this.client.disconnect();
  }

  private ask<T>(reply: z.ZodType<T>, script: string, ...args: (string | number)[]): Promise<T> {
    return this.answered(reply, () => this.client.eval(script, 1, this.key, ...args));
  }

  private async answered<T>(reply: z.ZodType<T>, command: () => Promise<unknown>): Promise<T> {
    try {
      const answer = reply.parse(await withinPatience(this.patienceMs, this.tried, command));
      this.works();
      return answer;
    } catch (cause) {
      if (isReply(cause, 'OTHERLIFE')) this.works();
      else this.hasFailed(cause);
      // A peer that is gone without a word would otherwise keep its connection for many minutes; and behind the same
      // address may be the server that this one follows now.
      if (this.client.status === 'ready' && (cause instanceof Silence || isReply(cause, 'NOTMASTER')))
        this.client.disconnect(true);
      throw new DomainError('store-unavailable', 'The leases of the replicas cannot be had from Redis', {
        hint: 'Nothing is unsafe without them: checks ask the database, and writes wait for a whole lease.',
        cause: reasonOf(cause),
      });
    }
  }

  private works(): void {
    if (this.failing) this.log.info({}, 'The leases of the replicas are in Redis again');
    this.failing = false;
  }

  private hasFailed(error: unknown): void {
    if (this.failing || this.closed) return;
    this.failing = true;
    this.log.warn(
      { reason: reasonOf(error) },
      'The leases of the replicas cannot be had from Redis; checks and writes are slower',
    );
  }
}

class Silence extends Error {}

/** Only the message: the error of a refused login carries the password. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isReply(error: unknown, code: string): boolean {
  return error instanceof Error && error.name === 'ReplyError' && error.message.includes(code);
}

/** Begins when `ready` is; does not begin any more when that was too late. @throws Silence */
async function withinPatience<T>(ms: number, ready: Promise<void>, work: () => Promise<T>): Promise<T> {
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    const give = (): void => {
      isLate = true;
      reject(new Silence('Redis did not answer in time'));
    };
    // A turn later, so that an answer is read that has waited for this process and not for Redis.
    timer = setTimeout(() => setImmediate(() => setImmediate(give)), ms);
  });
  const begun = ready.then(() => (isLate ? silence : work()));
  try {
    return await Promise.race([begun, silence]);
  } finally {
    clearTimeout(timer);
  }
}
