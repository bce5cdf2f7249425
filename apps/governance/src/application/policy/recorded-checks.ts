import { recordedCheck, type RecordedCheck } from '@sallyport/registry-view';
import { DecisionTrail } from '../ports/decision-trail';
import type { Period } from './period';

export interface ChecksOnRecord {
  readonly checks: readonly RecordedCheck[];
  /** Of the period as well, but they do not say what was asked; a batch that cannot be read counts as one. */
  readonly unreadable: number;
}

/** The newest `limit` checks of a period. Equal texts are held once: the same agents ask for the same packages. */
export async function readChecks(
  trail: DecisionTrail,
  { from, to }: Period,
  limit: number,
): Promise<ChecksOnRecord> {
  const texts = new Map<string, string>();
  const shared = (text: string): string => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
  const checks: RecordedCheck[] = [];
  let unreadable = 0;
  // What was decided in the period was published in it or later.
  const since = Number.isFinite(from) ? new Date(from).toISOString() : undefined;
  for await (const page of trail.newestFirst(since)) {
    unreadable += page.unreadable;
    for (const record of page.decisions) {
      const at = Date.parse(record.at);
      if (at < from || at > to) continue;
      if (checks.length + unreadable >= limit) return { checks, unreadable };
      const check = recordedCheck(record);
      if (check === undefined) unreadable += 1;
      else checks.push(withShared(check, shared));
    }
  }
  return { checks, unreadable };
}

function withShared(check: RecordedCheck, shared: (text: string) => string): RecordedCheck {
  return {
    ...check,
    agentId: shared(check.agentId),
    packages: check.packages.map(({ name, version, digest, answer }) => ({
      name: shared(name),
      version: shared(version),
      digest: digest === undefined ? undefined : shared(digest),
      answer,
    })),
  };
}
