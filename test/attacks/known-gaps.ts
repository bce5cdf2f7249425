/** Attacks that pass the scanner as it is; each is a fault of ours. */
export const NOT_HELD: readonly string[] = [];

/** Honest packages that the scanner holds as it is; each is a fault of ours. */
export const ACCUSED: readonly string[] = [];
