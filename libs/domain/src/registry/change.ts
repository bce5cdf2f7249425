import { z } from 'zod';
import { Actor } from '../actor/actor';
import { Maturity } from '../agent/maturity';
import { Ecosystem } from '../package/ecosystem';
import { ACTIONS } from './transitions';
import { RegistryEntry } from './state';

/** Position in the registry's change log: total order, no gaps, first change is 1. */
export const Revision = z.number().int().nonnegative();
export type Revision = z.infer<typeof Revision>;

const Common = { at: z.iso.datetime(), actor: Actor, note: z.string().optional() };

/** One entry changed of one package version; carries the whole new entry, so that applying it twice is harmless. */
export const PackageChange = z.object({
  kind: z.literal('package'),
  action: z.enum(ACTIONS),
  ecosystem: Ecosystem,
  name: z.string(),
  version: z.string(),
  entry: RegistryEntry,
  /** The request that this belongs to, where it does. */
  requestId: z.string().optional(),
  ...Common,
});
export type PackageChange = z.infer<typeof PackageChange>;

export const AgentChange = z.object({
  kind: z.literal('agent'),
  action: z.enum(['register', 'change']),
  agentId: z.string(),
  maturity: Maturity,
  previous: Maturity.nullable(),
  ...Common,
});
export type AgentChange = z.infer<typeof AgentChange>;

/**
 * One act = one revision: everything in `parts` becomes true at once
 * (a closure approved in one act is never half approved for any reader).
 */
export const RegistryChange = z.object({
  revision: Revision,
  parts: z.array(z.discriminatedUnion('kind', [PackageChange, AgentChange])).min(1),
});
export type RegistryChange = z.infer<typeof RegistryChange>;
