import { z } from 'zod';
import { Digest } from '../artifact/digest';
import { Ecosystem } from '../package/ecosystem';
import { Hook, MAX_HOOKS } from './hook';

/** Ordered, least first. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** What code can do, found by reading it. */
export const Capability = z.enum([
  'network',
  'subprocess',
  'environment',
  'credential-files',
  'filesystem-write',
  'dynamic-code',
  'native-code',
  'obfuscation',
  'autoload-file',
  'wallets',
]);
export type Capability = z.infer<typeof Capability>;

/**
 * How sure it is that an advisory affects the version. `listed`: it names this very version. `range`: the version lies
 * in a range of it. `unevaluated`: a range of it could not be read, so it is taken to affect every version.
 */
export const Sureness = z.enum(['listed', 'range', 'unevaluated']);
export type Sureness = z.infer<typeof Sureness>;

/** What an advisory says of the version, beside what it is. null: it does not say. */
export const AdvisoryParticulars = z.object({
  /** The first version affected without a break up to this one, as the advisory spells it; `0`: every earlier one. */
  introducedIn: z.string().nullable(),
  /** When it was first published. ISO 8601. */
  publishedAt: z.string().nullable(),
  /** The CVSS vector with the highest score, and that score, 0 to 10. */
  vector: z.string().nullable(),
  score: z.number().nullable(),
  sureness: Sureness,
});
export type AdvisoryParticulars = z.infer<typeof AdvisoryParticulars>;

/** Steps of one finding's path; of a longer one the middle is left out. */
export const MOST_STEPS = 12;

/** One thing seen, with where. `rule` is the file name of the rule, or the advisory's id for advisories. */
export const Finding = z.object({
  rule: z.string(),
  kind: z.enum([
    'advisory',
    'malware-report',
    'install-hook',
    'autoload',
    'build',
    'archive',
    'code',
    'detonation',
  ]),
  severity: Severity,
  message: z.string(),
  /** Path inside the artifact. */
  file: z.string().optional(),
  line: z.number().int().optional(),
  /** A short, printable excerpt or the hook's command. */
  evidence: z.string().optional(),
  /**
   * How the place is reached, from what runs first to the file itself, such as `postinstall: node a.js`, `a.js`,
   * `lib/b.js`. Absent where that is not known, and on reports of before.
   */
  path: z.array(z.string()).max(MOST_STEPS).optional(),
  /** All ids of one advisory. */
  aliases: z.array(z.string()).optional(),
  /** CVSS vectors of one advisory, v2 to v4, as given; the severity is that of the highest. */
  vectors: z.array(z.string()).optional(),
  /** The nearest above the version first; then those of other branches. */
  fixedIn: z.array(z.string()).optional(),
});
export type Finding = z.infer<typeof Finding>;

/**
 * `unknown` is a verdict: something needed for a judgement was missing (a failed scan). It is never read as clean.
 */
export const VERDICTS = ['clean', 'warning', 'suspicious', 'unknown', 'malicious'] as const;
export const Verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

/** What became of the second look, by running it, where the policy wants one. */
export const DetonationLook = z.object({
  /** `dry-run`: what it says is told, and the verdict of the report is without it. */
  mode: z.enum(['enforce', 'dry-run']),
  /** null: it was not run, see `why`. */
  verdict: Verdict.nullable(),
  why: z.string().max(500).nullable(),
  /** When it was run; the rest is null where it was not. */
  at: z.iso.datetime().nullable(),
  /** Version of the detonator, its images included. */
  detonator: z.string().max(64).nullable(),
  /** Address of what it was seen to do: two versions that behave alike have one. */
  behaviour: Digest.nullable(),
});
export type DetonationLook = z.infer<typeof DetonationLook>;

export const ArtifactReport = z.object({
  ecosystem: Ecosystem,
  name: z.string(),
  version: z.string(),
  digest: Digest,
  verdict: Verdict,
  /** What the bytes alone were judged to be, advisories aside; absent on reports of the first release. */
  ownVerdict: Verdict.optional(),
  /** Files that agents or editors read and obey; absent on reports of the first release. */
  agentConfiguration: z.boolean().optional(),
  /** Whether reading it is not enough to clear it; absent on reports of before that was asked. */
  highRisk: z.boolean().optional(),
  /** Absent: the policy asked for no second look, or the artifact needs none. */
  detonation: DetonationLook.optional(),
  findings: z.array(Finding),
  capabilities: z.array(Capability),
  /** What of it starts by itself; absent on reports from before hooks were compared. */
  hooks: z.array(Hook).max(MAX_HOOKS).optional(),
  files: z.number().int().nonnegative(),
  unpackedBytes: z.number().int().nonnegative(),
  /** Version of the rules that looked; with the digest, the key of the verdict cache. */
  rulesVersion: z.string(),
});
export type ArtifactReport = z.infer<typeof ArtifactReport>;

/** What was known of advisories while scanning. No advisories loaded is said plainly; it is not "clean". */
export const AdvisoryFacts = z.object({
  loaded: z.boolean(),
  advisories: z.number().int().nonnegative(),
  importedAt: z.iso.datetime().nullable(),
});
export type AdvisoryFacts = z.infer<typeof AdvisoryFacts>;

export const ScanReport = z.object({
  scannedAt: z.iso.datetime(),
  verdict: Verdict,
  advisories: AdvisoryFacts,
  artifacts: z.array(ArtifactReport),
});
export type ScanReport = z.infer<typeof ScanReport>;

/** The worst of them; nothing looked at is `unknown`. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>(
    (worst, verdict) => (VERDICTS.indexOf(verdict) > VERDICTS.indexOf(worst) ? verdict : worst),
    verdicts.length === 0 ? 'unknown' : 'clean',
  );
}
