import { z } from 'zod';

/** Why an advisory does not affect a package version: the five justifications of OpenVEX 0.2.0, "Status Justifications". */
export const JUSTIFICATIONS = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;
export const Justification = z.enum(JUSTIFICATIONS);
export type Justification = z.infer<typeof Justification>;

/** What makes an exception from `advisory-severity` a statement: it is about one advisory, and says why. */
export const NotAffected = z.object({
  /** Any id of it: that of the advisory, or an alias. */
  advisory: z.string().min(1).max(128),
  justification: Justification,
});
export type NotAffected = z.infer<typeof NotAffected>;

/** Stands where another exception names its rule. No reason code: whoever does not know statements passes no rule by one. */
export const NOT_AFFECTED = 'not-affected';
