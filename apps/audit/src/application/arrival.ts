import { createHash } from 'node:crypto';
import { canonicalJson, printable, type EventEnvelope } from '@sallyport/domain';

/** Types of the archiver's own events: messages that could not be archived as what they claim to be. */
export const UNPARSABLE = 'unparsable';
export const ID_REUSED = 'id-reused';

/** Kept of a message that is no event. Enough to see what it was; its digest and size say the rest. */
const MAX_RAW_LENGTH = 64 * 1024;
/** What a database column and a log line can hold without a change. */
const PLAIN = /^[\x20-\x7e]*$/;

export interface Arrival {
  readonly envelope: EventEnvelope;
  readonly streamSequence: number;
}

export interface UnreadableArrival {
  readonly raw: string;
  readonly subject: string;
  readonly streamSequence: number;
}

/** Evidence that says who archived it, and when. */
export interface Archivist {
  readonly replica: string;
  readonly now: () => Date;
}

/** An event whose id, type or replica cannot be stored as they are is evidence, not an event. */
export function admit(arrival: Arrival, archivist: Archivist): Arrival {
  const { id, type, source } = arrival.envelope;
  const isReserved = type === UNPARSABLE || type === ID_REUSED;
  if ([id, type, source.replica].every((text) => PLAIN.test(text)) && !isReserved) return arrival;
  const raw = canonicalJson(arrival.envelope);
  return unreadable({ raw, subject: printable(type), streamSequence: arrival.streamSequence }, archivist);
}

export function unreadable(
  { raw, subject, streamSequence }: UnreadableArrival,
  archivist: Archivist,
): Arrival {
  const kept = raw.slice(0, MAX_RAW_LENGTH);
  return evidence(UNPARSABLE, streamSequence, archivist, {
    subject,
    raw: kept,
    truncated: kept.length < raw.length,
    characters: raw.length,
    sha256: createHash('sha256').update(raw).digest('hex'),
  });
}

/** A second event under an id that another event has: neither may push the other out. */
export function reused({ envelope, streamSequence }: Arrival, archivist: Archivist): Arrival {
  return evidence(ID_REUSED, streamSequence, archivist, envelope);
}

/**
 * The same event, delivered or published again? Not its time or replica: whoever publishes it again
 * after a crash may be another replica, later.
 */
export function isSameEvent(body: string, envelope: EventEnvelope): boolean {
  const archived = parse(body);
  return archived?.type === envelope.type && canonicalJson(archived.data) === canonicalJson(envelope.data);
}

/** undefined where the archived body was edited into no JSON: the event must not be lost for that. */
function parse(body: string): EventEnvelope | undefined {
  try {
    return JSON.parse(body) as EventEnvelope;
  } catch {
    return undefined;
  }
}

/** The position in the stream makes the id: delivered again, archived once. */
function evidence(type: string, streamSequence: number, { replica, now }: Archivist, data: unknown): Arrival {
  const id = `${type}:${streamSequence}`;
  return {
    envelope: { id, type, at: now().toISOString(), source: { service: 'audit', replica }, data },
    streamSequence,
  };
}
