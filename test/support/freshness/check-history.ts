import { ERROR_CODES } from '@sallyport/domain';
import { CALL_TIMEOUT_MS } from '../../../libs/messaging/src/timeouts';
import { ALLOWED, DENIED, FIRST_ERROR, type CheckColumns, type History } from './history';
import { RegistryModel } from './registry-model';
import { RevisionBounds } from './revision-bounds';

export const VIOLATIONS = [
  /** Allowed, and at no revision that it may have been answered from was it allowed. */
  'stale-allow',
  /** Answered from an older registry than was acknowledged before the check began. */
  'older-than-acknowledged',
  /** Says to be from a revision that nobody had begun to make. */
  'newer-than-committed',
  /** Not what the log gives at the revision that the reply names. */
  'wrong-at-revision',
  /** Answered from an older registry than the caller demanded. */
  'older-than-demanded',
  /** Acknowledged, and not in the log, or something else is there. */
  'lost-change',
  /** A revision of the log is missing. */
  'gap-in-log',
  /** Acknowledged after another one had been, and before it in the log. */
  'out-of-order',
] as const;
export type Violation = (typeof VIOLATIONS)[number];

export interface Verdict {
  /** Requests that were sent, a closure counts as one. */
  readonly checks: number;
  readonly allowed: number;
  readonly denied: number;
  /** Neither allow nor deny: an error, or no answer. A fault may cause these; they are no violations. */
  readonly undecided: number;
  readonly violations: Readonly<Record<Violation, number>>;
  /** When what was done wrong began; no more than so many of each. */
  readonly times: Readonly<Record<Violation, readonly number[]>>;
  /** The first few of each, in words. */
  readonly examples: readonly string[];
}

const EXAMPLES_OF_EACH = 3;
const TIMES_OF_EACH = 100_000;
/** Clocks that approvals end by are read a moment apart: by the registry when it decides, by the checker's caller. */
export const EXPIRY_TOLERANCE_MS = 100;

/** Finds every answer that breaks the law and every acknowledged change that is not there any more. */
export function checkHistory(history: History): Verdict {
  const found = new Found();
  const { operations, log, checks } = history;
  const bounds = new RevisionBounds(operations, log);
  judgeLog(history, bounds, found);
  const model = new RegistryModel(log);
  let allowed = 0;
  let denied = 0;
  for (let n = 0; n < checks.length; n += 1) {
    const outcome = checks.outcome[n];
    if (outcome !== ALLOWED && outcome !== DENIED) continue;
    if (outcome === ALLOWED) allowed += 1;
    else denied += 1;
    judgeAnswer(n, history, bounds, model, found);
  }
  return {
    checks: checks.length,
    allowed,
    denied,
    undecided: checks.length - allowed - denied,
    violations: found.counts,
    times: found.times,
    examples: found.examples,
  };
}

export function violationsIn({ violations }: Verdict): number {
  return Object.values(violations).reduce((sum, count) => sum + count, 0);
}

function judgeLog({ operations, log }: History, bounds: RevisionBounds, found: Found): void {
  const byRevision = new Map(log.map((change) => [change.revision, change]));
  let expected = 1;
  for (const { revision } of log) {
    if (revision !== expected)
      found.add('gap-in-log', NaN, () => `${expected} is missing before ${revision}`);
    expected = revision + 1;
  }
  for (const { id, start, receipt } of operations) {
    // Where nothing was to be changed, the receipt names the revision that it was found unchanged at.
    if (receipt === undefined) continue;
    const { revision, changed } = receipt;
    if (revision >= expected)
      found.add('lost-change', start, () => `${id} was acknowledged at ${revision}, after the log's end`);
    if (changed === 0) continue;
    if (byRevision.get(revision)?.notes.includes(id) !== true)
      found.add('lost-change', start, () => `${id} was acknowledged at ${revision}, and is not there`);
    if (revision <= bounds.floor(start))
      found.add('out-of-order', start, () => `${id} began after ${bounds.floor(start)}, and is ${revision}`);
  }
}

function judgeAnswer(
  n: number,
  { checks, questions, wallOffset }: History,
  bounds: RevisionBounds,
  model: RegistryModel,
  found: Found,
): void {
  const start = checks.start[n] as number;
  const end = checks.end[n] as number;
  const agent = checks.agent[n] as number;
  const packages = questions[checks.question[n] as number] ?? [];
  const revision = checks.revision[n] as number;
  const isAllow = checks.outcome[n] === ALLOWED;
  const from = start + wallOffset - EXPIRY_TOLERANCE_MS;
  const until = end + wallOffset + EXPIRY_TOLERANCE_MS;
  const floor = bounds.floor(start);
  const ceiling = bounds.ceiling(end);

  if (revision < floor)
    found.add('older-than-acknowledged', start, () => `${told(checks, n)}; ${floor} was acknowledged before`);
  if (revision > ceiling)
    found.add('newer-than-committed', start, () => `${told(checks, n)}; at most ${ceiling} was begun`);
  if (revision < (checks.minRevision[n] as number))
    found.add(
      'older-than-demanded',
      start,
      () => `${told(checks, n)}; ${checks.minRevision[n]} was demanded`,
    );

  // Time only takes away what a revision allows, so the first moment allows most and the last one least.
  const atFirst = model.allows(agent, packages, revision, from);
  const atLast = atFirst && model.allows(agent, packages, revision, until);
  if (isAllow ? !atFirst : atLast) found.add('wrong-at-revision', start, () => told(checks, n));

  if (!isAllow || (atFirst && revision >= floor && revision <= ceiling)) return;
  for (let other = floor; other <= ceiling; other += 1)
    if (model.allows(agent, packages, other, from)) return;
  found.add('stale-allow', start, () => `${told(checks, n)}; nothing in ${floor}..${ceiling} allows it`);
}

function told({ start, end, agent, question, outcome, revision }: CheckColumns, n: number): string {
  const answer = outcome[n] === ALLOWED ? 'allow' : 'deny';
  return `agent ${agent[n]} asked ${question[n]} from ${start[n]} to ${end[n]} and was told ${answer} at ${revision[n]}`;
}

/** As long as a caller of a check waits: what comes later is no answer to anybody. */
const OVERDUE_MS = CALL_TIMEOUT_MS.instant;
const CODES = Object.keys(ERROR_CODES);

/** How many checks got no decision in time, and when the last of them began. */
export function undecidedIn(
  { length, outcome, start, end }: CheckColumns,
  from: number,
  to: number,
): { checks: number; undecided: number; byCode: Record<string, number>; lastStart: number | undefined } {
  let checks = 0;
  let undecided = 0;
  const byCode: Record<string, number> = {};
  let lastStart: number | undefined;
  for (let n = 0; n < length; n += 1) {
    const began = start[n] as number;
    if (began < from || began >= to) continue;
    checks += 1;
    const isDecided = outcome[n] === ALLOWED || outcome[n] === DENIED;
    if (isDecided && (end[n] as number) - began <= OVERDUE_MS) continue;
    undecided += 1;
    const code = CODES[(outcome[n] as number) - FIRST_ERROR] ?? 'timeout';
    byCode[code] = (byCode[code] ?? 0) + 1;
    if (lastStart === undefined || began > lastStart) lastStart = began;
  }
  return { checks, undecided, byCode, lastStart };
}

class Found {
  readonly counts = forEach(() => 0);
  readonly times = forEach((): number[] => []);
  readonly examples: string[] = [];

  add(violation: Violation, time: number, words: () => string): void {
    this.counts[violation] += 1;
    if (this.counts[violation] <= EXAMPLES_OF_EACH) this.examples.push(`${violation}: ${words()}`);
    if (this.counts[violation] <= TIMES_OF_EACH) this.times[violation].push(time);
  }
}

function forEach<T>(first: () => T): Record<Violation, T> {
  return Object.fromEntries(VIOLATIONS.map((violation) => [violation, first()])) as Record<Violation, T>;
}
