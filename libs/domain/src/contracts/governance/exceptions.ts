import { z } from 'zod';
import { Actor } from '../../actor/actor';
import { SelectorInput } from '../../package/selector';
import { NotAffected } from '../../policy/statement';
import { Revision } from '../../registry/change';
import { RuleException } from '../../registry/standing';
import { endpoint } from '../endpoint';
import { REASON, WRITE_ERRORS, WriteReceipt } from './write';

export const grantException = endpoint({
  subject: 'governance.exception.grant',
  service: 'governance',
  summary:
    'Lets packages pass one rule until a date, or states that one advisory does not affect them. Never a ban or malware.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({
    actor: Actor,
    rule: z.string().max(64),
    /** With the rule `not-affected`: which advisory does not affect the packages, and why. */
    notAffected: NotAffected.optional(),
    selector: SelectorInput,
    agentId: z.string().optional(),
    owner: z.string().min(1).max(128),
    reason: REASON,
    expiresAt: z.string().max(64),
  }),
  reply: WriteReceipt.extend({ exceptionId: z.string() }),
  errors: [
    ...WRITE_ERRORS,
    'invalid-selector',
    'invalid-exception',
    'invalid-date',
    'invalid-agent-id',
    'reviewer-refused',
  ],
});

export const withdrawException = endpoint({
  subject: 'governance.exception.withdraw',
  service: 'governance',
  summary: 'Ends an exception before its date.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, exceptionId: z.string().max(128), reason: REASON }),
  reply: WriteReceipt,
  errors: ['exception-not-found', 'store-unavailable', 'transition-refused', 'reviewer-refused'],
});

export const listExceptions = endpoint({
  subject: 'governance.exception.list',
  service: 'governance',
  summary: 'Exceptions with their use: unused and expired ones stand out.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({
    report: z.enum(['all', 'live', 'unused', 'expired']).default('all'),
    /** Statements are of advisories, the others of rules. */
    about: z.enum(['all', 'rules', 'advisories']).default('all'),
  }),
  reply: z.object({
    exceptions: z.array(
      RuleException.extend({
        uses: z.number().int(),
        lastUsedAt: z.iso.datetime().nullable(),
        expired: z.boolean(),
      }),
    ),
    revision: Revision,
  }),
  errors: ['store-unavailable'],
});
