import { printable, type ProvenanceFault, type ProvenanceOutcome } from '@sallyport/domain';

/** Stops the verification of one artifact. Only this library throws and catches it; callers get an outcome. */
export class Refusal extends Error {
  readonly why: ProvenanceFault;

  constructor(why: ProvenanceFault, detail: string, cause?: unknown) {
    super(printable(detail, 300), { cause });
    this.why = why;
  }
}

/** What the verification came to. Whatever was not foreseen is not verified either. */
export function outcomeOf(verify: () => ProvenanceOutcome): ProvenanceOutcome {
  try {
    return verify();
  } catch (cause) {
    if (cause instanceof Refusal) return { state: 'unverified', why: cause.why, detail: cause.message };
    // Parsers of certificates and bundles throw what they like at bytes that they did not expect.
    const detail = cause instanceof Error ? cause.message : String(cause);
    return { state: 'unverified', why: 'malformed', detail: printable(detail, 300) };
  }
}
