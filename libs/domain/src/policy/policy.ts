import { z } from 'zod';
import { MinMaturity } from '../agent/maturity';
import { Capability, Severity, Verdict } from '../scan/report';
import { ProvenancePin } from '../provenance/pin';
import { ReasonCode } from './reason-code';

/** One value for each maturity that can be allowed anything; a student never is. */
function perMaturity<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ intern: value, supervised: value, autonomous: value });
}

/** `enforce`: decides. `dry-run`: only told in `decision.dryRun`. `off`: not asked. */
export const RuleMode = z.enum(['enforce', 'dry-run', 'off']);
export type RuleMode = z.infer<typeof RuleMode>;

const mode = RuleMode.default('enforce');
const Hours = z
  .number()
  .nonnegative()
  .max(24 * 3_650);
const Days = z.number().nonnegative().max(36_500);
const Some = z.number().int().positive().max(1_000_000);
const Names = z.array(z.string().min(1).max(214)).max(1_000).default([]);

const NOTHING_GAINED = { intern: [], supervised: [], autonomous: [] };
const NO_CHANGE = { intern: false, supervised: false, autonomous: false };
const STOPS_ALL = { intern: true, supervised: true, autonomous: true };

/**
 * Thresholds as data; the rules that read them are in rules/. A rule that is switched off is not asked, and neither is
 * whether its fact is missing: `advisory-severity: off` means that advisories are no reason for anything.
 */
export const PolicyRules = z.strictObject({
  /** This severity and above refuses. */
  'advisory-severity': z.strictObject({ mode, refuseFrom: perMaturity(Severity) }),
  /** Advisory data older than this, or none at all, is undecided. `required: false`: no data at all is let pass. */
  'advisories-stale': z.strictObject({
    mode,
    required: z.boolean().default(true),
    maxAgeHours: perMaturity(Hours),
  }),
  /** This verdict of the scan and above refuses; `malicious` always does. */
  suspicious: z.strictObject({
    mode,
    refuseFrom: perMaturity(Verdict.extract(['warning', 'suspicious', 'malicious'])),
  }),
  'release-yanked': z.strictObject({ mode }),
  'release-too-new': z.strictObject({
    mode,
    minAgeHours: perMaturity(Hours),
    /** From so many downloads a week a release reaches far and has to be older by `factor`. */
    farReaching: z
      .strictObject({ weeklyDownloads: z.number().int().positive(), factor: z.number().min(1) })
      .optional(),
    /** A release that lost its provenance has to be older by this factor. */
    lostProvenanceFactor: z.number().min(1).default(1),
    /** The very versions that an advisory affecting an approved version names as its fix need not wait. */
    exemptFixes: z.boolean().default(true),
    /** Own scopes and names (`@acme/*`, `acme-*`) need not wait. */
    own: Names,
  }),
  // What a package registry says of the release and its kin (registry-facts/). Left out: not asked, and neither is whether
  // the fact is missing, as in policies of before there were such rules.
  deprecated: z.strictObject({ mode, allow: perMaturity(z.boolean()) }).optional(),
  /** `same`: only who published the version before; `earlier`: who published any before; `anyone`. */
  'publisher-changed': z
    .strictObject({ mode, allow: perMaturity(z.enum(['same', 'earlier', 'anyone'])) })
    .optional(),
  /** After more days than this without a release, one is refused. */
  'long-dormant': z.strictObject({ mode, maxDays: perMaturity(Days) }).optional(),
  /** More releases of the package than these within an hour or a day of it refuse. */
  'release-burst': z
    .strictObject({ mode, maxInHour: perMaturity(Some), maxInDay: perMaturity(Some) })
    .optional(),
  /** More major numbers at once refuse, and a version below the highest that carries on no line of its own. */
  'version-jump': z
    .strictObject({ mode, maxMajors: perMaturity(Some), allowLower: perMaturity(z.boolean()) })
    .optional(),
  /** A dependency that comes in with a patch release had to be so old when the release came; 0: any may. */
  'new-dependency-in-patch': z.strictObject({ mode, minAgeDays: perMaturity(Days) }).optional(),
  /** Whether the repository that the registry shows may be another than the one inside the artifact. */
  'source-mismatch': z.strictObject({ mode, allow: perMaturity(z.boolean()) }).optional(),
  /** Whether install scripts may be in the artifact that the registry does not tell of, or the other way round. */
  'install-scripts-hidden': z.strictObject({ mode, allow: perMaturity(z.boolean()) }).optional(),
  'provenance-lost': z.strictObject({ mode }),
  /** Built from another source than earlier releases, or than `pins` say; a policy that does not name it has it off. */
  'provenance-changed': z
    .strictObject({ mode, pins: z.array(ProvenancePin).max(1_000).default([]) })
    .default({ mode: 'off', pins: [] }),
  /** SPDX identifiers; an expression passes where a choice of it is allowed and nothing of that choice is denied. */
  'licence-refused': z.strictObject({
    mode,
    allow: z.array(z.string().max(128)).max(1_000).default([]),
    deny: z.array(z.string().max(128)).max(1_000).default([]),
  }),
  'build-scripts': z.strictObject({
    mode,
    allow: perMaturity(z.boolean()),
    /** Names or patterns whose build scripts are let pass for all. */
    packages: Names,
  }),
  'source-kind': z.strictObject({
    mode,
    allow: perMaturity(z.array(z.enum(['wheel', 'sdist', 'tarball'])).min(1)),
  }),
  'closure-too-large': z.strictObject({ mode, maxPackages: perMaturity(z.number().int().positive()) }),
  /**
   * Names that may be taken for popular ones and that no reviewer has seen. In dry run where the file does not speak of
   * it: files are older than the rule.
   */
  'name-accused': z
    .strictObject({ mode, stops: perMaturity(z.boolean()).default(STOPS_ALL) })
    .default({ mode: 'dry-run', stops: STOPS_ALL }),
  // What a version gained under an approval of more than itself; both in dry run where the file does not speak of them.
  /** What it may be able to do by itself that the approved version before it could not, for each maturity. */
  'capability-gained': z
    .strictObject({ mode, allow: perMaturity(z.array(Capability)).default(NOTHING_GAINED) })
    .default({ mode: 'dry-run', allow: NOTHING_GAINED }),
  /** Whether hooks may be added or changed since then; `codeToo`: also the content of files that an unchanged hook runs. */
  'install-script-changed': z
    .strictObject({
      mode,
      allow: perMaturity(z.boolean()).default(NO_CHANGE),
      codeToo: perMaturity(z.boolean()).default(NO_CHANGE),
    })
    .default({ mode: 'dry-run', allow: NO_CHANGE, codeToo: NO_CHANGE }),
  /**
   * Whether a file of high risk has to be run in the cage and watched as well as read. Left out: nothing is run. In dry run
   * it is run, and what that says is only told.
   */
  'not-detonated': z.strictObject({ mode }).optional(),
});
export type PolicyRules = z.infer<typeof PolicyRules>;

export const ReviewPolicy = z.strictObject({
  /**
   * Two different reviewers where agents of this maturity or below may use the approval: the less mature they are, the
   * more agents it reaches. `autonomous`: always; null: for no maturity. Also …
   */
  twoReviewersUpTo: MinMaturity.nullable(),
  /** … where the version has one of these … */
  twoReviewersCapabilities: z.array(Capability).default([]),
  /** … and where it is for more than one version. */
  twoReviewersForStanding: z.boolean().default(true),
  /** An exact approval needs the scan of its files before it can be given. */
  requireScan: z.boolean().default(true),
  /** Longest life of an approval, days; null: no end is needed. */
  maxApprovalDays: z.number().positive().max(3_650).nullable(),
  /** Longest life of a break-glass approval, hours. */
  breakGlassHours: z.number().positive().max(168),
});
export type ReviewPolicy = z.infer<typeof ReviewPolicy>;

export const DeltaPolicy = z.strictObject({
  /** Whether a new version may inherit the approval of an earlier one where the scan shows nothing new. */
  inherit: z.boolean(),
  /** How far a version may be from the one it inherits from. */
  step: z.enum(['patch', 'minor', 'any']),
  /** The inherited approval is for no less than this. */
  minMaturity: MinMaturity,
});
export type DeltaPolicy = z.infer<typeof DeltaPolicy>;

/** Counts within `withinHours` from which a change of maturity is proposed; a person decides. */
export const BehaviourPolicy = z.strictObject({
  withinHours: z.number().positive(),
  demoteFrom: z.strictObject({
    deniedEgress: z.number().int().positive(),
    banHits: z.number().int().positive(),
    inventedNames: z.number().int().positive(),
  }),
  /** Allowed checks without any of the above. */
  promoteFromCleanChecks: z.number().int().positive(),
});
export type BehaviourPolicy = z.infer<typeof BehaviourPolicy>;

/** A case of the policy's own: facts by their short names (docs/policy.md) and what has to come out. */
export const PolicyCase = z.strictObject({
  name: z.string().min(1).max(200),
  given: z.record(z.string(), z.json()),
  expect: z.strictObject({
    effect: z.enum(['allow', 'deny', 'undecided']),
    reasonCode: ReasonCode.optional(),
  }),
});
export type PolicyCase = z.infer<typeof PolicyCase>;

/** One YAML file; `parsePolicy` reads it. */
export const Policy = z.strictObject({
  schema: z.literal('sallyport-policy/1'),
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'lower-case letters, digits, "." and "-"'),
  rules: PolicyRules,
  review: ReviewPolicy,
  delta: DeltaPolicy,
  behaviour: BehaviourPolicy,
  /** Whether a malware report bans by itself. */
  malwareReportsBan: z.boolean(),
  tests: z.array(PolicyCase).max(1_000).default([]),
});
export type Policy = z.infer<typeof Policy>;
