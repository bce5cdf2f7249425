/** How a name can imitate another one. Each has its file under `kinds/`. */
export const ACCUSATION_KINDS = [
  'omission',
  'repetition',
  'transposition',
  'substitution',
  'insertion',
  'separator',
  'homoglyph',
  'scope',
  'combosquat',
  'suffix',
  'word-order',
  'dependency-confusion',
] as const;
export type AccusationKind = (typeof ACCUSATION_KINDS)[number];

/** What speaks against a name: which name it seems to imitate, and how. A suspicion for a person, no verdict. */
export interface Accusation {
  readonly kind: AccusationKind;
  /** The popular or internal name that it may be taken for. */
  readonly target: string;
  readonly text: string;
}
