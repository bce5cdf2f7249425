/** What the operator declares to be their own, and no public registry's: names, and npm scopes with or without `@`. */
export interface InternalNames {
  readonly names: readonly string[];
  readonly scopes: readonly string[];
}

export const NO_INTERNAL_NAMES: InternalNames = { names: [], scopes: [] };
