import { DomainError, printable } from '../../errors';
import { EXCEPTABLE_RULES } from '../../policy';
import { describeSelector } from '../../package';
import type { Selector } from '../../package/selector';
import { NOT_AFFECTED, type NotAffected } from '../../policy/statement';
import type { RuleException } from '../standing';
import { parseEnd } from './terms';

/** Long enough for a yearly review; an exception without an end is a hole in the policy. */
export const MAX_EXCEPTION_DAYS = 366;
const DAY_MS = 24 * 3_600_000;

export interface AskedException {
  rule: string;
  /** Given where the rule is `not-affected`, and only there. */
  notAffected?: NotAffected | undefined;
  agentId?: string | undefined;
  owner: string;
  reason: string;
  expiresAt: string;
}

/** @throws DomainError `invalid-exception`, `invalid-date` */
export function parseException(
  asked: AskedException,
  now: number,
): Pick<RuleException, 'rule' | 'notAffected' | 'owner' | 'reason' | 'expiresAt'> {
  const about = aboutOf(asked);
  const [owner, reason] = [asked.owner.trim(), asked.reason.trim()];
  if (owner === '') throw new DomainError('invalid-exception', 'The exception has no owner');
  if (reason === '') throw new DomainError('invalid-exception', 'The exception has no reason');
  const expiresAt = parseEnd(asked.expiresAt, now);
  if (Date.parse(expiresAt) > now + MAX_EXCEPTION_DAYS * DAY_MS) {
    throw new DomainError('invalid-date', `${expiresAt} is more than ${MAX_EXCEPTION_DAYS} days ahead`, {
      hint: 'An exception ends within a year; grant it again if it is still needed then.',
    });
  }
  return { ...about, owner, reason, expiresAt };
}

function aboutOf(asked: AskedException): Pick<RuleException, 'rule' | 'notAffected'> {
  const { notAffected } = asked;
  if (asked.rule !== NOT_AFFECTED && notAffected === undefined) {
    const rule = EXCEPTABLE_RULES.find((code) => code === asked.rule);
    if (rule === undefined) throw notExceptable(asked.rule);
    return { rule };
  }
  if (asked.rule !== NOT_AFFECTED || notAffected === undefined)
    throw badStatement(
      `The rule "${NOT_AFFECTED}" and an advisory are given together`,
      'Give both or neither.',
    );
  const { advisory } = notAffected;
  if (!ADVISORY_ID.test(advisory))
    throw badStatement(`"${printable(advisory, 60)}" is no id of an advisory`, 'For example: CVE-2026-1234.');
  if (MALWARE_ID.test(advisory))
    throw badStatement(`${printable(advisory, 60)} is a malware report`, 'Nobody states malware away.');
  if (asked.agentId !== undefined)
    throw badStatement('A statement is about packages, not about an agent', 'Leave the agent out.');
  return { rule: NOT_AFFECTED, notAffected };
}

/** Visible ASCII, as OSV's ids are. */
const ADVISORY_ID = /^[\x21-\x7e]{1,128}$/;
/** A report that a MAL- or LWA- id is an alias of is malware too; the rule sees to that. */
const MALWARE_ID = /^(?:MAL|LWA)-/i;

function badStatement(message: string, hint: string): DomainError {
  return new DomainError('invalid-exception', message, { hint });
}

function notExceptable(rule: string): DomainError {
  return new DomainError('invalid-exception', `"${printable(rule, 60)}" is no rule that may be excepted`, {
    hint: `Exceptions are for: ${EXCEPTABLE_RULES.join(', ')}; or for one advisory: ${NOT_AFFECTED}. Never for a ban or malware.`,
  });
}

/** What may carry an approval or an exception: a publisher may only be banned. @throws DomainError `invalid-selector` */
export function assertNotPublisher(selector: Selector): void {
  if (selector.kind !== 'publisher') return;
  throw new DomainError('invalid-selector', `${describeSelector(selector)} can only be banned`, {
    hint: 'Who published a release is a claim of its registry: name packages, or a digest.',
  });
}
