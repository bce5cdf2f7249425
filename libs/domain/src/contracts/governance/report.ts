import { z } from 'zod';
import { ClosureReport } from '../../closure-report/closure-report';
import { endpoint } from '../endpoint';
import { PACKAGE_ERRORS } from './write';

export const reportClosure = endpoint({
  subject: 'governance.closure.report',
  service: 'governance',
  summary:
    'What advisories say of a closure, worst first: where in the tree, since when, how sure, fixed where, and what is stated about it. With an agent, what it would be told; nothing is recorded as a check.',
  permission: 'view',
  pace: 'long',
  request: z.strictObject({
    ecosystem: z.string(),
    packages: z
      .array(
        z.strictObject({
          name: z.string(),
          version: z.string(),
          /** The file that is meant; without it the version with all its known files. */
          digest: z.string().max(128).optional(),
          /** Where it lies, and `path` values of what it depends on, as in a lock. */
          path: z.string().max(2_048).optional(),
          dependencies: z.array(z.string().max(2_048)).optional(),
        }),
      )
      .max(10_000),
    /** `path` values of the packages that were asked for by name. */
    roots: z.array(z.string().max(2_048)).optional(),
    agentId: z.string().optional(),
  }),
  reply: ClosureReport,
  errors: [
    ...PACKAGE_ERRORS,
    'empty-request',
    'invalid-agent-id',
    'invalid-digest',
    'stale-revision',
    'store-unavailable',
    // The scanner could not be asked.
    'nobody-listens',
    'timeout',
  ],
});
