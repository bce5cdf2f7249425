import { z } from 'zod';
import { DomainError, printable } from '../errors';
import { Maturity } from './maturity';

/** Visible ASCII without quotes or spaces, so that an id reads the same in a log, a subject and a URL. */
const AGENT_ID = /^[A-Za-z0-9](?:[A-Za-z0-9._:@-]{0,126}[A-Za-z0-9])?$/;

/** @throws DomainError `invalid-agent-id` */
export function parseAgentId(value: unknown): string {
  if (typeof value === 'string' && value.length <= 128 && AGENT_ID.test(value)) return value;
  throw new DomainError('invalid-agent-id', `"${printable(String(value), 60)}" is not an agent id`, {
    hint: '1 to 128 characters: ASCII letters, digits, ".", "_", ":", "@" and "-", beginning and ending with a letter or digit.',
  });
}

export const Agent = z.object({
  id: z.string(),
  maturity: Maturity,
  /** Absent: not suspended. */
  suspended: z.boolean().optional(),
  registeredAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
});
export type Agent = z.infer<typeof Agent>;
