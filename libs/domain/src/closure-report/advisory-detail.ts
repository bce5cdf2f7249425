import { z } from 'zod';
import { AdvisoryMatch } from '../policy/package-facts';
import { AdvisoryFacts } from '../scan/report';

/**
 * How sure it is that an advisory affects the version. `listed`: it names this very version. `range`: the version lies
 * in a range of it. `unevaluated`: a range of it could not be read, so it is taken to affect every version.
 */
export const Sureness = z.enum(['listed', 'range', 'unevaluated']);
export type Sureness = z.infer<typeof Sureness>;

/** Of the Exploit Prediction Scoring System (FIRST): probability of exploitation within 30 days, and its percentile; 0 to 1. */
export const EpssScore = z.object({ probability: z.number(), percentile: z.number() });
export type EpssScore = z.infer<typeof EpssScore>;

/** Of the Known Exploited Vulnerabilities catalogue (CISA); dates as `2026-01-31`. */
export const KevEntry = z.object({
  addedOn: z.string(),
  dueOn: z.string().nullable(),
  /** Whether ransomware campaigns are known to use it. */
  ransomware: z.boolean(),
});
export type KevEntry = z.infer<typeof KevEntry>;

/** One advisory on one package version, as a reviewer reads it. null: the advisory does not say. */
export const AdvisoryDetail = AdvisoryMatch.extend({
  /** The first version affected without a break up to this one, as the advisory spells it; `0`: every earlier one. */
  introducedIn: z.string().nullable(),
  /** ISO 8601. */
  publishedAt: z.string().nullable(),
  /** The CVSS vector with the highest score, and that score, 0 to 10. */
  vector: z.string().nullable(),
  score: z.number().nullable(),
  sureness: Sureness,
  epss: EpssScore.nullable(),
  kev: KevEntry.nullable(),
});
export type AdvisoryDetail = z.infer<typeof AdvisoryDetail>;

/** Which EPSS scores are loaded. */
export const EpssData = z.object({
  modelVersion: z.string(),
  scoredAt: z.string(),
  scores: z.number().int(),
  importedAt: z.iso.datetime(),
});
export type EpssData = z.infer<typeof EpssData>;

/** Which KEV catalogue is loaded. */
export const KevData = z.object({
  catalogueVersion: z.string(),
  releasedAt: z.string(),
  entries: z.number().int(),
  importedAt: z.iso.datetime(),
});
export type KevData = z.infer<typeof KevData>;

/** What advisories and the order of findings were read from. null: not loaded, so it is not known, and not "none". */
export const AdvisorySources = z.object({
  advisories: AdvisoryFacts,
  epss: EpssData.nullable(),
  kev: KevData.nullable(),
});
export type AdvisorySources = z.infer<typeof AdvisorySources>;
