/** Whom to tell of events. */
export interface WebhookTarget {
  url: string;
  /** As the Standard Webhooks specification writes it: `whsec_` and base64. */
  secret: string;
  /** Event types, as NATS subjects with `*` and `>`; undefined: all. */
  events?: readonly string[];
}

/** One event on its way to one target. */
export interface Delivery {
  /** The event's own id: the same at every attempt, so that a receiver can tell a repetition. */
  id: string;
  type: string;
  /** ISO 8601; when it happened. */
  at: string;
  data: unknown;
}

/** `*` is one part of a subject, `>` at the end all that follow (NATS). */
export function wantsEvent({ events }: WebhookTarget, type: string): boolean {
  return events === undefined || events.some((pattern) => matches(pattern.split('.'), type.split('.')));
}

function matches(pattern: readonly string[], type: readonly string[]): boolean {
  const isOpen = pattern.at(-1) === '>';
  if (isOpen ? type.length < pattern.length : type.length !== pattern.length) return false;
  const fixed = isOpen ? pattern.slice(0, -1) : pattern;
  return fixed.every((part, index) => part === '*' || part === type[index]);
}
