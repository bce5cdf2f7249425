import type { z } from 'zod';
import type { Permission } from '../actor/role';
import type { ErrorCode } from '../errors';

/**
 * How long callers wait; libs/messaging has the one table of milliseconds.
 * `instant`: answered from memory. `normal`: a write or a query. `slow`: asks registries or runs code. `long`: bulk work.
 */
export type Pace = 'instant' | 'normal' | 'slow' | 'long';

/** One request/reply message of the bus, defined once: both sides, OpenAPI and AsyncAPI come from here. */
export interface Endpoint<Request extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  /** NATS subject; the service listens in a queue group. Plain JSON bodies. */
  readonly subject: string;
  /** The app that serves it. */
  readonly service: ServiceName;
  readonly summary: string;
  readonly permission: Permission;
  readonly pace: Pace;
  readonly request: Request;
  readonly reply: Reply;
  /** Codes beyond the ones any endpoint may answer (invalid-request, malformed-json, internal, timeout, …). */
  readonly errors: readonly ErrorCode[];
}

export type RequestOf<E extends Endpoint> = z.input<E['request']>;
export type ParsedRequestOf<E extends Endpoint> = z.output<E['request']>;
export type ReplyOf<E extends Endpoint> = z.output<E['reply']>;

export const SERVICE_NAMES = [
  'governance',
  'scanner',
  'installer-python',
  'installer-npm',
  'audit',
  'gateway',
  'detonator',
] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

export function endpoint<Request extends z.ZodType, Reply extends z.ZodType>(
  definition: Endpoint<Request, Reply>,
): Endpoint<Request, Reply> {
  return definition;
}
