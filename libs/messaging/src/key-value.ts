import { DomainError } from '@sallyport/domain';
import type { JetStreamClient, KV } from 'nats';
import type { z } from 'zod';
import { logger } from './logger';
import { decode, encode } from './wire';

/** A JetStream key-value bucket whose values are checked against a schema in both directions. */
export class KeyValue<T> {
  private opened: Promise<KV> | undefined;

  constructor(
    private readonly jetstream: JetStreamClient,
    private readonly bucket: string,
    private readonly schema: z.ZodType<T>,
  ) {}

  /** @returns undefined where nothing is stored. @throws DomainError `bus-unavailable`; `internal` where the value is corrupt */
  async get(key: string): Promise<T | undefined> {
    const entry = await this.run((kv) => kv.get(key));
    if (entry === null || entry.operation !== 'PUT') return undefined;
    return this.parse(key, entry.value);
  }

  /** Durable when it resolves. */
  async put(key: string, value: T): Promise<void> {
    await this.run((kv) => kv.put(key, encode(this.schema.parse(value))));
  }

  async delete(key: string): Promise<void> {
    await this.run((kv) => kv.delete(key));
  }

  /** Values of all keys under `prefix` (a whole token, such as `npm`), in no order. Corrupt values are logged and left out. */
  async list(prefix: string): Promise<T[]> {
    const keys = await this.run(async (kv) => {
      const found: string[] = [];
      for await (const key of await kv.keys(`${prefix}.>`)) found.push(key);
      return found;
    });
    const values = await Promise.all(
      keys.map((key) =>
        this.get(key).catch((cause: unknown) => {
          if (!DomainError.is(cause) || cause.code !== 'internal') throw cause;
          logger.error({ cause, bucket: this.bucket, key }, 'A stored value is corrupt');
          return undefined;
        }),
      ),
    );
    return values.filter((value): value is Awaited<T> & T => value !== undefined);
  }

  private parse(key: string, data: Uint8Array): T {
    const parsed = this.schema.safeParse(decode(data));
    if (parsed.success) return parsed.data;
    throw new DomainError('internal', `The stored value ${this.bucket}/${key} breaks its schema`, {
      cause: parsed.error,
    });
  }

  private async run<R>(work: (kv: KV) => Promise<R>): Promise<R> {
    try {
      this.opened ??= this.jetstream.views.kv(this.bucket, { bindOnly: true });
      return await work(await this.opened);
    } catch (cause) {
      this.opened = undefined;
      if (DomainError.is(cause)) throw cause;
      throw new DomainError('bus-unavailable', `The bucket ${this.bucket} does not answer`, {
        hint: 'Is the NATS server up, with JetStream, and has the bus been provisioned? `npm run status` tells.',
        cause,
      });
    }
  }
}

/** Keys may hold only a few characters; ids are carried as base64url. */
export function keyOf(...tokens: [prefix: string, id: string]): string {
  return `${tokens[0]}.${Buffer.from(tokens[1]).toString('base64url')}`;
}
