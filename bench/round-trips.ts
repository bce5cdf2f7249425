import { type NatsConnection } from 'nats';

export interface RoundTrips {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Asks `count` times with `inFlight` questions open at once; every reply is parsed and looked at. */
export async function roundTrips(
  connection: NatsConnection,
  subject: string,
  body: (n: number) => unknown,
  options: { count: number; inFlight: number; expect: (reply: unknown, n: number) => boolean },
): Promise<RoundTrips> {
  const times = new Float64Array(options.count);
  let next = 0;
  const began = performance.now();
  async function lane(): Promise<void> {
    while (next < options.count) {
      const n = next++;
      const since = performance.now();
      const reply = await connection.request(subject, encoder.encode(JSON.stringify(body(n))), {
        timeout: 10_000,
      });
      times[n] = performance.now() - since;
      if (!options.expect(JSON.parse(decoder.decode(reply.data)), n))
        throw new Error(`${subject} answered ${decoder.decode(reply.data)}`);
    }
  }
  await Promise.all(Array.from({ length: options.inFlight }, lane));
  const seconds = (performance.now() - began) / 1_000;
  times.sort();
  return {
    perSecond: Math.round(options.count / seconds),
    p50Ms: round(times[Math.floor(options.count * 0.5)] ?? 0),
    p99Ms: round(times[Math.floor(options.count * 0.99)] ?? 0),
  };
}

function round(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
