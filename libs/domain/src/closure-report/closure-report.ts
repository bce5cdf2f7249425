import { z } from 'zod';
import { Ecosystem } from '../package/ecosystem';
import { Decision } from '../policy/decision';
import { NotAffected } from '../policy/statement';
import { Revision } from '../registry/change';
import { AdvisoryDetail, AdvisorySources } from './advisory-detail';

/** Somebody answers for it that an advisory does not affect the version. */
export const ReportedStatement = NotAffected.extend({
  id: z.string(),
  owner: z.string(),
  reason: z.string(),
  expiresAt: z.iso.datetime(),
});
export type ReportedStatement = z.infer<typeof ReportedStatement>;

const ReportedPackage = z.object({ ecosystem: Ecosystem, name: z.string(), version: z.string() });

/** One advisory on one package version of the closure. */
export const ReportedFinding = AdvisoryDetail.extend({
  package: ReportedPackage,
  /** Shortest way from a root, as `name@version` steps; empty where it is not known how things depend. */
  path: z.array(z.string()),
  /** Never for malware. */
  statement: ReportedStatement.nullable(),
});
export type ReportedFinding = z.infer<typeof ReportedFinding>;

/** What an agent is told of a package of the closure. */
export const ReportedDecision = z.object({
  package: ReportedPackage,
  path: z.array(z.string()),
  decision: Decision,
});
export type ReportedDecision = z.infer<typeof ReportedDecision>;

/** What advisories say of a closure, in the order in which a reviewer should read it. */
export const ClosureReport = z.object({
  /** ISO 8601. */
  createdAt: z.iso.datetime(),
  /** Of the registry, whose statements and decisions these are. */
  revision: Revision,
  /** Package versions looked at, each once. */
  packages: z.number().int(),
  sources: AdvisorySources,
  /** Worst first. */
  findings: z.array(ReportedFinding),
  /** Findings that did not fit; the mildest. */
  findingsLeftOut: z.number().int(),
  /** What the agent that was named would be told; null: none was. Asked for a reader: not a check, not recorded as one. */
  decisions: z
    .object({
      agentId: z.string(),
      allowed: z.boolean(),
      /** Of packages with findings, and of all that are not allowed. */
      packages: z.array(ReportedDecision),
      packagesLeftOut: z.number().int(),
    })
    .nullable(),
});
export type ClosureReport = z.infer<typeof ClosureReport>;
