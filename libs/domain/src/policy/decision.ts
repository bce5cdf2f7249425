import { z } from 'zod';
import { MinMaturity } from '../agent/maturity';
import { Revision } from '../registry/change';
import { Capability } from '../scan/report';
import { ReasonCode } from './reason-code';

/** Deny beats undecided beats allow. Only `allow` allows. */
export const Effect = z.enum(['deny', 'undecided', 'allow']);
export type Effect = z.infer<typeof Effect>;

/** One fact that the decision rests on, for people; `ref` is the id, digest or file to look up. */
export const Evidence = z.object({
  fact: z.enum([
    'agent',
    'approval',
    'ban',
    'scan',
    'advisory',
    'release',
    'licence',
    'provenance',
    'policy',
    'exception',
    'name',
    'registry',
  ]),
  text: z.string(),
  ref: z.string().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** The one call that could change the answer: subject and as much of its body as is known. */
export const NextStep = z.object({ subject: z.string(), request: z.record(z.string(), z.json()) });
export type NextStep = z.infer<typeof NextStep>;

/** Answer to a check. Everything an agent needs to know what to do next. */
export const Decision = z.object({
  allowed: z.boolean(),
  effect: Effect,
  reasonCode: ReasonCode,
  /** One sentence for people; the code is for programs. */
  reason: z.string(),
  /** The least maturity that this version is approved for; null where no maturity would help. */
  maturityRequired: MinMaturity.nullable(),
  evidence: z.array(Evidence),
  /** null where nothing would help. */
  nextStep: NextStep.nullable(),
  /** When time alone makes the refusal go away (a release that is too new); null: time does not. */
  eligibleAt: z.iso.datetime().nullable(),
  /** Capabilities that the approval does not grant; the cage withholds them. Only where allowed. */
  without: z.array(Capability).optional(),
  /** Allowed by a break-glass approval. */
  breakGlass: z.literal(true).optional(),
  /** Ids of the exceptions without which another rule would have spoken. */
  exceptions: z.array(z.string()).optional(),
  /** Rules in dry run that would have refused. */
  dryRun: z.array(ReasonCode).optional(),
  /** Registry revision that it was decided at. */
  revision: Revision,
  policyVersion: z.string(),
});
export type Decision = z.infer<typeof Decision>;
