import { z } from 'zod';

/** What the sink says, one JSON object a line. It speaks with hostile peers: what it says is parsed like theirs. */
export const SinkEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** A name was looked up, and is this address from now on. */
  z.object({ kind: z.literal('name'), name: z.string().max(300), address: z.string().max(50) }),
  /** Somebody speaks. `name` is the one that TLS was asked for. */
  z.object({
    kind: z.literal('stream'),
    stream: z.number().int(),
    address: z.string().max(100),
    name: z.string().max(300).nullable(),
    tls: z.boolean(),
  }),
  z.object({ kind: z.literal('bytes'), stream: z.number().int(), data: z.base64() }),
  /** A client that does not trust the run's authority. */
  z.object({ kind: z.literal('refused-tls'), address: z.string().max(100) }),
  /** Something came that could not be kept. */
  z.object({ kind: z.literal('lost'), what: z.string().max(100) }),
  /** It needs a certificate for this name, to go on. */
  z.object({ kind: z.literal('certificate'), name: z.string().max(300) }),
  /** All that had come when it was asked has been told. */
  z.object({ kind: z.literal('settled'), number: z.number().int() }),
]);
export type SinkEvent = z.infer<typeof SinkEvent>;
