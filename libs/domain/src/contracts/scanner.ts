import { z } from 'zod';
import { Actor } from '../actor/actor';
import { FetchedLock } from '../artifact/lock';
import { Digest } from '../artifact/digest';
import { AdvisoryFacts, ArtifactReport, Finding, ScanReport, Verdict } from '../scan/report';
import { AdvisoryDetail, AdvisorySources, EpssData, KevData } from '../closure-report/advisory-detail';
import { AdvisoryMatch } from '../policy/package-facts';
import { endpoint } from './endpoint';
import { ArtifactDelta } from '../scan/delta/artifact-delta';
import { BehaviourContract, NewBehaviours } from '../scan/detonation/behaviour-contract';

export const scanClosure = endpoint({
  subject: 'scanner.closure.scan',
  service: 'scanner',
  summary: 'Looks at every artifact of a closure, by digest, in the artifact store.',
  permission: 'review',
  pace: 'long',
  request: z.strictObject({ lock: FetchedLock }),
  reply: ScanReport,
  errors: [
    'artifact-missing',
    'scan-failed',
    'store-unavailable',
    'empty-request',
    'invalid-name',
    'invalid-version',
    // Governance could not be told what was seen.
    'nobody-listens',
    'timeout',
  ],
});

export const getReport = endpoint({
  subject: 'scanner.report.get',
  service: 'scanner',
  summary: 'The newest report of one artifact.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ digest: Digest }),
  reply: ArtifactReport.extend({ scannedAt: z.iso.datetime(), advisories: AdvisoryFacts }),
  errors: ['report-not-found', 'store-unavailable'],
});

export const getBehaviour = endpoint({
  subject: 'scanner.behaviour.get',
  service: 'scanner',
  summary:
    'What an artifact was seen to do when it was last run in the cages, and what that was judged to be.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ digest: Digest }),
  reply: z.object({
    contract: BehaviourContract,
    /** Address of the behaviours: two versions that behave alike have one. */
    behaviour: Digest,
    /** By the rules of now. */
    verdict: Verdict,
    findings: z.array(Finding),
    detonator: z.string(),
    at: z.iso.datetime(),
  }),
  errors: ['behaviour-not-found', 'store-unavailable'],
});

export const compareArtifacts = endpoint({
  subject: 'scanner.artifacts.compare',
  service: 'scanner',
  summary:
    'What each artifact has or does that a like one of another version did not, from what was seen of both.',
  permission: 'internal',
  pace: 'normal',
  request: z.strictObject({
    pairs: z
      .array(z.strictObject({ digest: Digest, against: Digest }))
      .min(1)
      .max(1_000),
  }),
  reply: z.object({
    /** In the order asked. */
    comparisons: z.array(
      z.object({
        digest: Digest,
        against: Digest,
        /** null: see `why`. */
        delta: ArtifactDelta.nullable(),
        /** `not-seen`: one of them was not looked at since comparing began; `left-out`: the reply was full. */
        why: z.enum(['not-seen', 'left-out']).nullable(),
        /** What running it showed and running the other did not; null: not both of them were run and wholly seen. */
        behaviours: NewBehaviours.nullable().optional(),
      }),
    ),
  }),
  errors: ['store-unavailable'],
});

export const importAdvisories = endpoint({
  subject: 'scanner.advisories.import',
  service: 'scanner',
  summary:
    "Imports advisories in the layout of OSV's exports: a directory or zip of <ID>.json files that the scanner can read, or an http(s) URL of a zip.",
  permission: 'administer',
  pace: 'long',
  request: z.strictObject({ actor: Actor, source: z.string().min(1).max(4_096) }),
  reply: z.object({
    read: z.number().int(),
    imported: z.number().int(),
    unchanged: z.number().int(),
    /** Records that could not be taken, each with why; the others are loaded. At most 100 are listed. */
    refused: z.array(z.object({ file: z.string(), reason: z.string() })),
    refusedCount: z.number().int(),
    /** Records that were taken although something about them is odd, each with what. At most 100 are listed. */
    noted: z.array(z.object({ file: z.string(), reason: z.string() })).optional(),
    notedCount: z.number().int().optional(),
    advisories: AdvisoryFacts,
  }),
  errors: ['advisories-unreadable', 'store-unavailable'],
});

export const advisoryStatus = endpoint({
  subject: 'scanner.advisories.status',
  service: 'scanner',
  summary: 'How many advisories are loaded, and since when.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({}),
  reply: AdvisoryFacts.extend({
    byEcosystem: z.record(z.string(), z.number().int()),
    /** Of the replica that answers: whether it looks advisories up in memory (else in the database), and in how much. */
    index: z.object({ current: z.boolean(), packages: z.number().int(), bytes: z.number().int() }).optional(),
  }),
  errors: ['store-unavailable'],
});

export const matchAdvisories = endpoint({
  subject: 'scanner.advisories.match',
  service: 'scanner',
  summary:
    'Which advisories affect these package versions. With records, only those are looked at and nothing is stored.',
  permission: 'internal',
  pace: 'long',
  request: z.strictObject({
    packages: z
      .array(z.strictObject({ ecosystem: z.string(), name: z.string(), version: z.string() }))
      .max(10_000),
    records: z.array(z.json()).max(5_000).optional(),
  }),
  reply: z.object({
    data: AdvisoryFacts,
    /** In the order asked. */
    packages: z.array(
      z.object({
        ecosystem: z.string(),
        name: z.string(),
        version: z.string(),
        matches: z.array(AdvisoryMatch),
      }),
    ),
    /** Records that could not be read, each with why. */
    refused: z.array(z.object({ id: z.string(), reason: z.string() })),
  }),
  errors: ['unknown-ecosystem', 'invalid-name', 'invalid-version', 'store-unavailable'],
});

export const describeAdvisories = endpoint({
  subject: 'scanner.advisories.describe',
  service: 'scanner',
  summary: 'All that is known of the advisories that affect these package versions, for a report.',
  permission: 'internal',
  pace: 'long',
  request: z.strictObject({
    packages: z
      .array(z.strictObject({ ecosystem: z.string(), name: z.string(), version: z.string() }))
      .max(10_000),
  }),
  reply: z.object({
    sources: AdvisorySources,
    /** Worst first, each with the position of its package among those asked. */
    findings: z.array(z.object({ position: z.number().int().nonnegative(), detail: AdvisoryDetail })),
    /** What did not fit into the reply; the mildest. */
    findingsLeftOut: z.number().int(),
  }),
  errors: ['unknown-ecosystem', 'invalid-name', 'invalid-version', 'store-unavailable'],
});

export const importExploitation = endpoint({
  subject: 'scanner.advisories.import-exploitation',
  service: 'scanner',
  summary:
    'Loads EPSS scores (CSV of FIRST, packed with gzip or not) or a KEV catalogue (JSON of CISA), in place of what was there. For the order of findings; no decision looks at it.',
  permission: 'administer',
  pace: 'long',
  request: z.strictObject({
    actor: Actor,
    /** Paths that the scanner can read. */
    epss: z.string().min(1).max(4_096).optional(),
    kev: z.string().min(1).max(4_096).optional(),
  }),
  reply: z.object({ epss: EpssData.nullable(), kev: KevData.nullable() }),
  errors: ['advisories-unreadable', 'empty-request', 'store-unavailable'],
});
