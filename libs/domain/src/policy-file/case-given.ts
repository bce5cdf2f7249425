import { z } from 'zod';
import { Maturity, MinMaturity } from '../agent/maturity';
import { Ecosystem } from '../package/ecosystem';
import { Provenance } from '../policy/package-facts';
import { ProvenanceChange } from '../provenance/change';
import { ReasonCode } from '../policy/reason-code';
import { NameMemory } from '../registry/standing';
import { Status } from '../registry/state';
import { Capability, SEVERITIES, Verdict, VERDICTS } from '../scan/report';

const orUnknown = <Value extends z.ZodType>(value: Value) => z.union([value, z.literal('unknown')]);
const flag = (summary: string) => z.boolean().default(false).describe(summary);
const APPROVAL_KINDS = ['exact', 'range', 'all', 'pattern', 'digest'] as const;

/**
 * The facts of a policy's own test, by their short names. Left out, each is as in a package that is in order, so that a
 * case says only what differs. docs/policy.md lists them from here.
 */
export const CaseGiven = z.strictObject({
  ecosystem: Ecosystem.default('npm').describe('Registry of the package.'),
  package: z.string().max(214).default('example').describe('Name of the package, for `own` and the like.'),
  version: z.string().max(128).default('1.0.0').describe('Version of the package.'),

  maturity: Maturity.default('supervised').describe('Of the agent that asks.'),
  registered: z.boolean().default(true).describe('Whether anybody has registered the agent.'),
  suspended: flag('Whether the agent is suspended.'),

  status: Status.optional().describe(
    'What the registry says of the exact version; left out: `active`, or `unknown` where `approval` is another than `exact`.',
  ),
  approval: z.enum(APPROVAL_KINDS).default('exact').describe('How the approval names the package.'),
  approvedFor: MinMaturity.default('intern').describe('The least maturity that the approval is for.'),
  approvalExpired: flag('Whether the approval has ended.'),
  approvalBound: z
    .boolean()
    .default(true)
    .describe('Whether the approval names the files that it was given for.'),
  breakGlass: flag('Whether it is a break-glass approval.'),
  firstReview: flag('Whether, of two reviewers, one has said yes; only with `status: pending`.'),
  digestChanged: flag('Whether the file that is asked about is another than the approved one.'),
  ban: z
    .enum(['none', ...APPROVAL_KINDS, 'publisher'])
    .default('none')
    .describe(
      'How a live ban names the package; `publisher` with `publisher: unknown`: a publisher is banned, and nobody knows whose release it is.',
    ),
  exception: ReasonCode.optional().describe('The rule that an exception lets the package pass.'),
  exceptionExpired: flag('Whether that exception has ended.'),
  inventedName: z
    .enum(['none', ...NameMemory.shape.state.options])
    .default('none')
    .describe('What is remembered of the name from when it did not exist.'),

  scan: z.enum(['done', 'failed', 'none']).default('done').describe('How the newest scan went.'),
  verdict: Verdict.default('clean').describe('Of the scan.'),
  capabilities: z.array(Capability).default([]).describe('What the code can do.'),
  kind: z
    .enum(['wheel', 'sdist', 'tarball'])
    .optional()
    .describe('Of the file; left out: `tarball` for npm, `wheel` for pypi.'),

  detonated: z
    .enum(['not-needed', 'missing', ...VERDICTS])
    .default('not-needed')
    .describe('What running the file says; `missing`: it should have been run, and was not.'),

  previous: z
    .enum(['approved', 'scanned', 'none', 'unknown'])
    .default('approved')
    .describe('The version before that it is compared with; `unknown`: it could not be compared.'),
  gained: z
    .array(Capability)
    .default([])
    .describe('What it can do by itself and the version before could not.'),
  hookChange: z
    .enum(['none', 'new', 'command', 'code'])
    .default('none')
    .describe(
      'What became of what starts by itself since the version before: something new, another command, or other code behind the same command.',
    ),

  severity: z
    .enum(['none', ...SEVERITIES])
    .default('none')
    .describe('Of an advisory that affects the version.'),
  malware: flag('Whether a malware report names the version.'),
  advisoryData: z.enum(['loaded', 'none']).default('loaded').describe('Whether any advisories are loaded.'),
  advisoryDataAgeHours: z.number().nonnegative().default(1).describe('Hours since advisories were loaded.'),
  fixesInUse: flag('Whether the version fixes an advisory that affects an approved one.'),

  imitates: z.string().max(214).optional().describe('A popular name that the name may be taken for.'),

  ageHours: orUnknown(z.number().nonnegative()).default(8_760).describe('Hours since the release.'),
  yanked: orUnknown(z.boolean()).default(false).describe('Whether the release was taken back.'),
  publisher: orUnknown(z.string().max(214)).default('publisher').describe('Who published it.'),
  licence: orUnknown(z.string().max(1_000)).default('MIT').describe('SPDX expression.'),
  provenance: orUnknown(Provenance).default('verified').describe('Of this release.'),
  provenanceChange: orUnknown(ProvenanceChange)
    .default('unchanged')
    .describe('What became of it against earlier releases.'),
  provenanceRepository: z
    .string()
    .max(512)
    .default('https://forge.invalid/example/example')
    .describe('Where the release was built, for `pins`.'),
  provenanceBefore: orUnknown(Provenance).default('verified').describe('Of the release before it.'),
  buildScripts: orUnknown(z.boolean()).default(false).describe('Whether installing it would run its code.'),
  weeklyDownloads: orUnknown(z.number().int().nonnegative()).default(1_000).describe('Downloads a week.'),

  deprecated: orUnknown(z.boolean()).default(false).describe('Whether its publisher has deprecated it.'),
  publisherChange: orUnknown(z.enum(['same', 'earlier', 'newcomer']))
    .default('same')
    .describe(
      'Who published it: who published the version before, somebody who had published one earlier, or nobody seen before.',
    ),
  dormantDays: orUnknown(z.number().int().nonnegative())
    .default(30)
    .describe('Days without a release before it.'),
  releasesInHour: orUnknown(z.number().int().positive())
    .default(1)
    .describe('Releases of the package within an hour of it, itself among them.'),
  releasesInDay: z.number().int().positive().default(1).describe('The same within a day.'),
  majorsLeapt: orUnknown(z.number().int().nonnegative())
    .default(0)
    .describe('Major numbers above the highest version before.'),
  lowerVersion: flag('Whether it came after a higher version and carries on no line of its own.'),
  newDependencyAgeDays: orUnknown(z.union([z.number().int().nonnegative(), z.literal('none')]))
    .default('none')
    .describe('Age of a dependency that came in with it, a patch release, when it came.'),
  sourceAgrees: orUnknown(z.boolean())
    .default(true)
    .describe('Whether registry and artifact name one source repository.'),
  installScriptsAgree: orUnknown(z.boolean())
    .default(true)
    .describe('Whether registry and artifact say the same of install scripts.'),

  closureSize: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Packages of the closure that is asked about; left out: a single package.'),
});
export type CaseGiven = z.infer<typeof CaseGiven>;
