import { z } from 'zod';

export const ROLES = ['viewer', 'executor', 'reviewer', 'admin'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/**
 * What a caller wants to do. Each endpoint names its one permission (see contracts/), and this table is
 * the only place that says which role has it. deploy/nats.conf says the same for bus credentials;
 * a test holds the two together.
 */
export const PERMISSIONS = {
  view: ['viewer', 'executor', 'reviewer', 'admin'],
  check: ['viewer', 'executor', 'reviewer', 'admin'],
  execute: ['executor', 'reviewer', 'admin'],
  /** Hold a copy of the registry and decide from it, on record. Over the bus only. */
  follow: ['executor', 'reviewer', 'admin'],
  review: ['reviewer', 'admin'],
  'view-audit': ['viewer', 'reviewer', 'admin'],
  administer: ['admin'],
  /** Between our own services only; no person's role has it through the gateway. */
  internal: [],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

export function roleMay(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
