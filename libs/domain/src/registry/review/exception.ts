import { DomainError, printable } from '../../errors';
import { EXCEPTABLE_RULES } from '../../policy';
import { describeSelector } from '../../package';
import type { Selector } from '../../package/selector';
import type { RuleException } from '../standing';
import { parseEnd } from './terms';

/** Long enough for a yearly review; an exception without an end is a hole in the policy. */
export const MAX_EXCEPTION_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

export interface AskedException {
  rule: string;
  owner: string;
  reason: string;
  expiresAt: string;
}

/** @throws DomainError `invalid-exception`, `invalid-date` */
export function parseException(
  asked: AskedException,
  now: number,
): Pick<RuleException, 'rule' | 'owner' | 'reason' | 'expiresAt'> {
  const rule = EXCEPTABLE_RULES.find((code) => code === asked.rule);
  if (rule === undefined) throw notExceptable(asked.rule);
  const [owner, reason] = [asked.owner.trim(), asked.reason.trim()];
  if (owner === '') throw new DomainError('invalid-exception', 'The exception has no owner');
  if (reason === '') throw new DomainError('invalid-exception', 'The exception has no reason');
  const expiresAt = parseEnd(asked.expiresAt, now);
  if (Date.parse(expiresAt) > now + MAX_EXCEPTION_DAYS * DAY_MS) {
    throw new DomainError('invalid-date', `${expiresAt} is more than ${MAX_EXCEPTION_DAYS} days ahead`, {
      hint: 'An exception ends within a year; grant it again if it is still needed then.',
    });
  }
  return { rule, owner, reason, expiresAt };
}

function notExceptable(rule: string): DomainError {
  return new DomainError('invalid-exception', `"${printable(rule, 60)}" is no rule that may be excepted`, {
    hint: `Exceptions are for: ${EXCEPTABLE_RULES.join(', ')}. Never for a ban or malware.`,
  });
}

/** What may carry an approval or an exception: a publisher may only be banned. @throws DomainError `invalid-selector` */
export function assertNotPublisher(selector: Selector): void {
  if (selector.kind !== 'publisher') return;
  throw new DomainError('invalid-selector', `${describeSelector(selector)} can only be banned`, {
    hint: 'Who published a release is a claim of its registry: name packages, or a digest.',
  });
}
