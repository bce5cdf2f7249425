import type { Maturity } from '../agent/maturity';
import type { PackageId } from '../package/package-id';
import type { RegistryEntry, Status } from '../registry/state';

/** Everything a decision is made from. Gathered before; rules fetch nothing. */
export interface Facts {
  readonly package: PackageId;
  readonly status: Status;
  readonly entry: RegistryEntry | undefined;
  readonly agentId: string;
  /** An agent that nobody registered counts as student. */
  readonly maturity: Maturity;
  readonly isAgentRegistered: boolean;
}
