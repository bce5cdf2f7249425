import { z } from 'zod';
import { Actor } from '../actor/actor';
import { Digest } from '../artifact/digest';
import { FetchedLock, Lock } from '../artifact/lock';
import { ERROR_CODES, type ErrorCode } from '../errors';
import { ECOSYSTEMS, Ecosystem } from '../package/ecosystem';
import { NextStep } from '../policy/decision';
import { Revision } from '../registry/change';
import { ExecutionResult } from '../sandbox/execution';
import { Limits } from '../sandbox/limits';
import { ScanReport, Verdict, Finding } from '../scan/report';
import { endpoint, type ServiceName } from './endpoint';

export const INSTALLER_OF: Readonly<Record<Ecosystem, ServiceName>> = {
  pypi: 'installer-python',
  npm: 'installer-npm',
};

const Requirements = z.array(z.string()).max(500);
const RESOLVE_ERRORS = [
  'invalid-requirement',
  'unsupported-source',
  'invalid-name',
  'empty-request',
  'package-not-found',
  'version-not-found',
  'version-conflict',
  'no-installable-artifact',
  'registry-unreachable',
] as const satisfies readonly ErrorCode[];
const FETCH_ERRORS = [
  'digest-mismatch',
  'artifact-too-large',
  'disk-full',
] as const satisfies readonly ErrorCode[];
const SCAN_ERRORS = [
  'scan-failed',
  'archive-refused',
  'nobody-listens',
  'timeout',
] as const satisfies readonly ErrorCode[];

/** A finding with the package it is about. */
export const PackageFinding = Finding.extend({ name: z.string(), version: z.string() });
export type PackageFinding = z.infer<typeof PackageFinding>;

/** One skill's sealed image in one ecosystem. */
export const Installation = z.object({
  skillId: z.string(),
  ecosystem: Ecosystem,
  agentId: z.string(),
  requirements: z.array(z.string()),
  /** Digest of the canonical lock; the artifact store holds the lock under it. */
  lockDigest: Digest,
  /** Tag of this skill, e.g. `sallyport/skill-npm:<hash of the skill id>`. */
  image: z.string(),
  /** The engine's content id of the image; execution uses this, never the tag. */
  imageId: z.string(),
  packages: z.number().int(),
  /** true: an image of the same lock was there already and was used again. */
  reused: z.boolean(),
  verdict: Verdict,
  /** Findings that did not stop the installation. */
  warnings: z.array(PackageFinding),
  /** CycloneDX SBOM in the artifact store. */
  sbomDigest: Digest,
  /** Registry revision of the closure check. */
  revision: Revision,
  /** The signed decision that the image was built on (JWS compact of `SignedDecision`); absent on old records. */
  signedDecision: z.string().optional(),
  installedAt: z.iso.datetime(),
  /** Duration of each step, milliseconds. */
  steps: z.record(z.string(), z.number()),
});
export type Installation = z.infer<typeof Installation>;

export const INSTALL_STEPS = ['resolve', 'fetch', 'scan', 'check', 'build', 'record'] as const;
export const InstallStep = z.enum(INSTALL_STEPS);
export type InstallStep = z.infer<typeof InstallStep>;

export const JobError = z.object({
  code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  hint: z.string(),
  details: z.unknown().optional(),
});

export const Job = z.object({
  jobId: z.string(),
  skillId: z.string(),
  ecosystem: Ecosystem,
  state: z.enum(['queued', 'running', 'done', 'failed']),
  step: InstallStep.nullable(),
  /** How often a worker has taken it. More than one: a worker died before. */
  attempts: z.number().int(),
  installation: Installation.nullable(),
  error: JobError.nullable(),
  updatedAt: z.iso.datetime(),
});
export type Job = z.infer<typeof Job>;

/** Body on the work queue `jobs.install.<ecosystem>`. */
export const InstallJob = z.strictObject({
  jobId: z.string(),
  skillId: z.string(),
  agentId: z.string(),
  ecosystem: Ecosystem,
  requirements: Requirements,
  queuedAt: z.iso.datetime(),
});
export type InstallJob = z.infer<typeof InstallJob>;

/** Body on `progress.install.<jobId>`: not stored, for people who watch. */
export const InstallProgress = z.object({
  jobId: z.string(),
  state: z.enum(['started', 'progress', 'done', 'failed', 'finished']),
  step: InstallStep.nullable(),
  message: z.string(),
  done: z.number().optional(),
  total: z.number().optional(),
  ms: z.number().optional(),
});
export type InstallProgress = z.infer<typeof InstallProgress>;

/** The path from a root to a refused package and why it is refused. */
export const RefusedPackage = z.object({
  name: z.string(),
  version: z.string(),
  reasonCode: z.string(),
  reason: z.string(),
  path: z.array(z.string()),
  alternative: z.string().nullable().optional(),
  eligibleAt: z.string().nullable().optional(),
  nextStep: NextStep.nullable().optional(),
});
export type RefusedPackage = z.infer<typeof RefusedPackage>;

function installerEndpoints<E extends Ecosystem>(ecosystem: E) {
  const service = INSTALLER_OF[ecosystem];
  const subject = (verb: string) => `installer.${ecosystem}.${verb}`;
  return {
    resolve: endpoint({
      subject: subject('resolve'),
      service,
      summary: 'Resolves requirements to a lock. No package code runs.',
      permission: 'execute',
      pace: 'slow',
      request: z.strictObject({ requirements: Requirements }),
      reply: z.object({ lock: Lock, lockDigest: Digest }),
      errors: RESOLVE_ERRORS,
    }),
    inspect: endpoint({
      subject: subject('inspect'),
      service,
      summary:
        'Resolves (unless a lock is given), fetches by digest and has the closure scanned, so that a reviewer decides with evidence.',
      permission: 'review',
      pace: 'long',
      request: z.strictObject({ requirements: Requirements.optional(), lock: Lock.optional() }),
      reply: z.object({ lock: FetchedLock, lockDigest: Digest, report: ScanReport }),
      errors: [...RESOLVE_ERRORS, ...FETCH_ERRORS, ...SCAN_ERRORS],
    }),
    install: endpoint({
      subject: subject('install'),
      service,
      summary:
        'Queues an install job and answers at once. Follow it on progress.install.<jobId> or ask for the job.',
      permission: 'execute',
      pace: 'normal',
      request: z.strictObject({ skillId: z.string(), agentId: z.string(), requirements: Requirements }),
      reply: z.object({ jobId: z.string() }),
      errors: [
        'invalid-skill-id',
        'invalid-agent-id',
        'invalid-requirement',
        'unsupported-source',
        'invalid-name',
        'empty-request',
        'bus-unavailable',
        'engine-unavailable',
      ],
    }),
    job: endpoint({
      subject: subject('job'),
      service,
      summary: 'State of an install job.',
      permission: 'execute',
      pace: 'normal',
      request: z.strictObject({ jobId: z.string().max(128) }),
      reply: Job,
      errors: ['job-not-found', 'bus-unavailable'],
    }),
    execute: endpoint({
      subject: subject('execute'),
      service,
      summary:
        'Runs code in the sealed image of a skill, in a locked-down container, after checking the closure again.',
      permission: 'execute',
      pace: 'long',
      request: z.strictObject({
        skillId: z.string(),
        agentId: z.string(),
        /** Python: the variable `result` is the answer; `inputs` is there. Node.js: body of an async function; `return` the answer. */
        code: z.string().max(1024 * 1024),
        inputs: z.json().default(null),
        limits: Limits.partial().default({}),
      }),
      reply: z.object({ execution: ExecutionResult, imageId: z.string(), revision: Revision }),
      errors: [
        'invalid-skill-id',
        'invalid-agent-id',
        'installation-not-found',
        'execution-denied',
        'decision-unsigned',
        'image-missing',
        'engine-unavailable',
        'nobody-listens',
        'timeout',
      ],
    }),
    status: endpoint({
      subject: subject('status'),
      service,
      summary: 'The installation of a skill and whether its image is there.',
      permission: 'view',
      pace: 'normal',
      request: z.strictObject({ skillId: z.string() }),
      reply: z.object({ installation: Installation, imagePresent: z.boolean() }),
      errors: ['invalid-skill-id', 'installation-not-found', 'engine-unavailable', 'bus-unavailable'],
    }),
    list: endpoint({
      subject: subject('list'),
      service,
      summary: 'All installations of this ecosystem.',
      permission: 'view',
      pace: 'normal',
      request: z.strictObject({}),
      reply: z.object({ installations: z.array(Installation) }),
      errors: ['bus-unavailable'],
    }),
    cleanup: endpoint({
      subject: subject('cleanup'),
      service,
      summary: "Removes a skill's image and record; an image that other skills use stays for them.",
      permission: 'review',
      pace: 'normal',
      request: z.strictObject({ skillId: z.string(), actor: Actor }),
      reply: z.object({ skillId: z.string(), imageRemoved: z.boolean() }),
      errors: ['invalid-skill-id', 'installation-not-found', 'engine-unavailable', 'bus-unavailable'],
    }),
  };
}

export type InstallerEndpoints = ReturnType<typeof installerEndpoints>;
export const installer: Readonly<Record<Ecosystem, InstallerEndpoints>> = Object.fromEntries(
  ECOSYSTEMS.map((ecosystem) => [ecosystem, installerEndpoints(ecosystem)]),
) as Record<Ecosystem, InstallerEndpoints>;
