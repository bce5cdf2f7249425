import { z } from 'zod';
import { Revision } from '../registry/change';

/**
 * What governance's replicas tell each other on the bus, without reply and without storing. Only governance's own
 * credential may publish it; local decision points hear `changed` too (deploy/nats.conf).
 */
export const replicaNotices = {
  /** A change was committed: look into the log. */
  changed: { subject: 'internal.governance.changed', data: z.strictObject({ revision: Revision }) },
  /** A holder of a lease has applied everything up to the revision. */
  applied: {
    subject: 'internal.governance.applied',
    data: z.strictObject({ holder: z.string().max(256), revision: Revision }),
  },
} as const;
