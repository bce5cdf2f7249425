import { z } from 'zod';
import { AdvisoryMatch } from '../policy/package-facts';
import { AdvisoryFacts, AdvisoryParticulars } from '../scan/report';

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

/** One advisory on one package version, as a reviewer reads it. */
export const AdvisoryDetail = AdvisoryMatch.extend({
  ...AdvisoryParticulars.shape,
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
