import type {
  Maturity,
  PackageCoordinates,
  Policy,
  RecordKind,
  RegistryEntry,
  Revision,
} from '@sallyport/domain';

/** The whole registry at one revision; coordinates are normalised. */
export interface RegistrySnapshot {
  readonly revision: Revision;
  readonly packages: Iterable<PackageCoordinates & { readonly entry: RegistryEntry }>;
  readonly agents: Iterable<{
    readonly id: string;
    readonly maturity: Maturity;
    readonly suspended?: boolean;
  }>;
  /** Everything but what is for people only (`RECORDS_FOR_PEOPLE`). */
  readonly records: Iterable<{ readonly kind: RecordKind; readonly key: string; readonly value: unknown }>;
}

export type Applied = 'applied' | 'already-known' | 'gap';

/** Of all agents of one standing it is one object, so that it is at hand when the next of them asks. */
export interface AgentStanding {
  readonly maturity: Maturity;
  readonly suspended: boolean;
  /** `standingOf` it, of an agent that is registered. */
  readonly standing: number;
}

export interface PolicyInForce {
  /** undefined: the stored policy cannot be read; nothing is allowed. */
  readonly policy: Policy | undefined;
  readonly version: string;
  /** Nobody has put a policy in force; the built-in one holds. */
  readonly builtIn: boolean;
}
