import { z } from 'zod';
import { MinMaturity } from '../agent/maturity';
import { Revision } from '../registry/change';
import { ReasonCode } from './reason-code';

/** Deny beats undecided beats allow. Only `allow` allows. */
export const Effect = z.enum(['deny', 'undecided', 'allow']);
export type Effect = z.infer<typeof Effect>;

/** Answer to a check. Everything an agent needs to know what to do next. */
export const Decision = z.object({
  allowed: z.boolean(),
  effect: Effect,
  reasonCode: ReasonCode,
  /** One sentence for people; the code is for programs. */
  reason: z.string(),
  /** The least maturity that this version is approved for; null where no maturity would help. */
  maturityRequired: MinMaturity.nullable(),
  /** The one call that could change the answer, as `subject`; null where there is none. */
  nextStep: z.string().nullable(),
  /** Registry revision that it was decided at. */
  revision: Revision,
});
export type Decision = z.infer<typeof Decision>;
