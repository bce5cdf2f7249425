import type { Endpoint } from './endpoint';
import * as audit from './audit';
import * as detonator from './detonator';
import * as governance from './governance';
import { installer } from './installer';
import * as scanner from './scanner';

export * from './endpoint';
export * from './governance';
export * from './scanner';
export * from './installer';
export * from './audit';
export * from './detonator';
export * from './event';
export * from './streams';
export * from './replica-notices';

function endpointsOf(module: Record<string, unknown>): Endpoint[] {
  return Object.values(module).filter(
    (value): value is Endpoint =>
      typeof value === 'object' && value !== null && 'subject' in value && 'reply' in value,
  );
}

/** Every request/reply endpoint of the product. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...endpointsOf(governance),
  ...endpointsOf(scanner),
  ...endpointsOf(installer.pypi),
  ...endpointsOf(installer.npm),
  ...endpointsOf(audit),
  ...endpointsOf(detonator),
];
