import { DomainError, printable } from '@sallyport/domain';
import { z } from 'zod';

const WRITTEN = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const DAY_MS = 24 * 3_600_000;

/** Milliseconds since 1970; both ends belong to it. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** A day alone means all of it, in UTC. @throws DomainError `invalid-date` */
export function parsePeriod(from: string | undefined, to: string | undefined): Period {
  const period = {
    from: from === undefined ? Number.NEGATIVE_INFINITY : instantOf(from),
    to: to === undefined ? Number.POSITIVE_INFINITY : endOf(to),
  };
  if (period.from <= period.to) return period;
  throw new DomainError('invalid-date', 'The period ends before it begins', {
    hint: 'Give `from` and `to` in the order of time.',
  });
}

function endOf(text: string): number {
  const instant = instantOf(text);
  return z.iso.date().safeParse(text).success ? instant + DAY_MS - 1 : instant;
}

function instantOf(text: string): number {
  const time = WRITTEN.safeParse(text).success ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new DomainError('invalid-date', `"${printable(text, 60)}" is not an ISO 8601 date`, {
    hint: 'Write a date such as 2027-01-31, or a time such as 2027-01-31T12:00:00Z.',
  });
}
