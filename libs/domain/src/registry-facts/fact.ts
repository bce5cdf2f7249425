import { z } from 'zod';

/** Longest foreign text that is kept of a fact: enough to recognise it by, too short to fill a memory with. */
export const MAX_FACT_TEXT = 200;
/** Longest list that is kept of a fact. */
export const MAX_FACT_LIST = 20;

/** Who said something, and when: `npm packument`, ISO 8601. */
const Told = z.object({ source: z.string().min(1).max(64), asOf: z.iso.datetime() });

/** `value` as `source` gave it at `asOf`; or why there is none. A fact is never both and never neither. */
export function factOf<Value extends z.ZodType>(value: Value) {
  return z.union([
    z.strictObject({ value, ...Told.shape }),
    z.strictObject({ unknown: z.string().min(1).max(MAX_FACT_TEXT), ...Told.shape }),
  ]);
}

export type Told = z.infer<typeof Told>;
export type Fact<Value> = Told & ({ readonly value: Value } | { readonly unknown: string });

/** What a derivation finds, before it is said who told it. */
export type Found<Value> = { readonly value: Value } | { readonly unknown: string };

/** null: not known, whether it was never asked for or the registry does not say. */
export function valueOf<Value>(fact: Fact<Value> | undefined): Value | null {
  return fact !== undefined && 'value' in fact ? fact.value : null;
}
