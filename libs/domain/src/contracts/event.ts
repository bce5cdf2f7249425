import { z } from 'zod';
import { Actor } from '../actor/actor';
import { Maturity } from '../agent/maturity';
import { Digest } from '../artifact/digest';
import { Ecosystem } from '../package/ecosystem';
import { Effect } from '../policy/decision';
import { ReasonCode } from '../policy/reason-code';
import { Revision, RegistryChange } from '../registry/change';
import { DeathReason } from '../sandbox/execution';
import { Verdict } from '../scan/report';
import { JobError } from './installer';
import type { ServiceName } from './endpoint';
import { SERVICE_NAMES } from './endpoint';

/** One thing that happened; past tense. Published to the durable stream EVENTS and archived exactly once. */
export interface EventType<Data extends z.ZodType = z.ZodType> {
  /** Also the NATS subject, which begins with `events.<group>.` so that credentials can be held to their own group. */
  readonly subject: string;
  readonly services: readonly ServiceName[];
  readonly summary: string;
  readonly data: Data;
}

export type EventData<E extends EventType> = z.output<E['data']>;

/** Body of every message in EVENTS. `id` is also the JetStream message id: published twice, stored once. */
export const EventEnvelope = z.strictObject({
  id: z.string().min(1).max(200),
  /** The subject of the event type. */
  type: z.string().max(200),
  at: z.iso.datetime(),
  source: z.strictObject({ service: z.enum(SERVICE_NAMES), replica: z.string().max(128) }),
  data: z.unknown(),
});
export type EventEnvelope = z.infer<typeof EventEnvelope>;

function event<Data extends z.ZodType>(definition: EventType<Data>): EventType<Data> {
  return definition;
}

/** One check that was answered. */
export const DecisionRecord = z.object({
  /** Position within (replica, epoch): 1, 2, 3, … without gaps. */
  sequence: z.number().int().positive(),
  at: z.iso.datetime(),
  agentId: z.string(),
  maturity: Maturity,
  ecosystem: Ecosystem,
  name: z.string(),
  version: z.string(),
  effect: Effect,
  reasonCode: ReasonCode,
  digest: z.string().optional(),
  skillId: z.string().optional(),
  exceptions: z.array(z.string()).optional(),
  breakGlass: z.literal(true).optional(),
  policyVersion: z.string().optional(),
  revision: Revision,
});
export type DecisionRecord = z.infer<typeof DecisionRecord>;

/** One closure check: what was refused is listed; what was allowed is in the digest of the asked list. */
export const ClosureDecisionRecord = z.object({
  sequence: z.number().int().positive(),
  at: z.iso.datetime(),
  agentId: z.string(),
  maturity: Maturity,
  ecosystem: Ecosystem,
  packages: z.array(z.string()),
  /** Digests in the order of `packages`, where they were asked with; empty text where one was not. */
  digests: z.array(z.string()).optional(),
  skillId: z.string().optional(),
  exceptions: z.array(z.string()).optional(),
  breakGlass: z.literal(true).optional(),
  policyVersion: z.string().optional(),
  allowed: z.boolean(),
  refused: z.array(z.object({ name: z.string(), version: z.string(), reasonCode: ReasonCode })),
  revision: Revision,
});
export type ClosureDecisionRecord = z.infer<typeof ClosureDecisionRecord>;

export const decisionsRecorded = event({
  subject: 'events.governance.decisions-recorded',
  services: ['governance'],
  summary: 'A batch of answered checks, in the order answered.',
  data: z.object({
    replica: z.string(),
    /** A new one at every start of a replica. */
    epoch: z.string(),
    decisions: z.array(z.union([DecisionRecord, ClosureDecisionRecord])).min(1),
  }),
});

export const registryChanged = event({
  subject: 'events.governance.registry-changed',
  services: ['governance'],
  summary: 'One entry of the change log: packages or agents changed.',
  data: RegistryChange,
});

export const decisionsReevaluated = event({
  subject: 'events.governance.decisions-reevaluated',
  services: ['governance'],
  summary:
    'New advisories, rules or policy, or files found again elsewhere: what is approved or installed and answered differently now.',
  data: z.object({
    cause: z.enum(['advisories', 'policy', 'rules', 'request', 'clusters']),
    packages: z.number().int(),
    banned: z.number().int(),
    changes: z
      .array(
        z.object({
          ecosystem: Ecosystem,
          name: z.string(),
          version: z.string(),
          before: z.object({ effect: Effect, reasonCode: ReasonCode }),
          after: z.object({ effect: Effect, reasonCode: ReasonCode }),
        }),
      )
      .max(1_000),
    /** Installed skills that hold any of the packages changed. */
    skills: z.array(z.object({ skillId: z.string(), ecosystem: Ecosystem, imageId: z.string() })).max(1_000),
    revision: Revision,
  }),
});

export const inventedNameAppeared = event({
  subject: 'events.governance.invented-name-appeared',
  services: ['governance'],
  summary: 'A name that agents asked for while it did not exist is on the registry now; it is blocked.',
  data: z.object({
    ecosystem: Ecosystem,
    name: z.string(),
    times: z.number().int(),
    firstAskedAt: z.iso.datetime(),
  }),
});

export const policyRefused = event({
  subject: 'events.governance.policy-refused',
  services: ['governance'],
  summary: 'Somebody tried to put an invalid policy in force; the old one stays.',
  data: z.object({ actor: Actor, faults: z.array(z.string()).max(100), inForce: z.string() }),
});

export const scanCompleted = event({
  subject: 'events.scanner.scan-completed',
  services: ['scanner'],
  summary: 'A closure was scanned.',
  data: z.object({
    ecosystem: Ecosystem,
    verdict: Verdict,
    rulesVersion: z.string(),
    artifacts: z.array(
      z.object({
        name: z.string(),
        version: z.string(),
        digest: Digest,
        verdict: Verdict,
        findings: z.number().int(),
      }),
    ),
  }),
});

export const advisoriesImported = event({
  subject: 'events.scanner.advisories-imported',
  services: ['scanner'],
  summary: 'Advisories were imported.',
  data: z.object({
    actor: Actor,
    imported: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
  }),
});

const InstallFacts = {
  jobId: z.string(),
  skillId: z.string(),
  agentId: z.string(),
  ecosystem: Ecosystem,
  requirements: z.array(z.string()),
};

export const installCompleted = event({
  subject: 'events.installer.install-completed',
  services: ['installer-python', 'installer-npm'],
  summary: 'A skill has a sealed image.',
  data: z.object({
    ...InstallFacts,
    lockDigest: Digest,
    imageId: z.string(),
    packages: z.number().int(),
    reused: z.boolean(),
    verdict: Verdict,
    revision: Revision,
    /** Of the signed decision that the image was built on; the artifact store holds it under this digest. */
    decisionDigest: Digest.optional(),
  }),
});

export const installFailed = event({
  subject: 'events.installer.install-failed',
  services: ['installer-python', 'installer-npm'],
  summary: 'An install job ended without an image.',
  data: z.object({ ...InstallFacts, error: JobError }),
});

export const executionCompleted = event({
  subject: 'events.installer.execution-completed',
  services: ['installer-python', 'installer-npm'],
  summary: 'Code ran in a sandbox.',
  data: z.object({
    executionId: z.string(),
    skillId: z.string(),
    agentId: z.string(),
    ecosystem: Ecosystem,
    imageId: z.string(),
    codeDigest: Digest,
    death: DeathReason,
    exitCode: z.number().int().nullable(),
    wallMs: z.number(),
    revision: Revision,
  }),
});

export const executionRefused = event({
  subject: 'events.installer.execution-refused',
  services: ['installer-python', 'installer-npm'],
  summary: 'An execution was asked for and did not start.',
  data: z.object({
    executionId: z.string(),
    skillId: z.string(),
    agentId: z.string(),
    ecosystem: Ecosystem,
    error: JobError,
  }),
});

export const imageRemoved = event({
  subject: 'events.installer.image-removed',
  services: ['installer-python', 'installer-npm'],
  summary: "A skill's installation was cleaned up.",
  data: z.object({ skillId: z.string(), ecosystem: Ecosystem, actor: Actor, imageRemoved: z.boolean() }),
});

/** The whole list. */
export const EVENT_TYPES: readonly EventType[] = [
  decisionsRecorded,
  registryChanged,
  decisionsReevaluated,
  inventedNameAppeared,
  policyRefused,
  scanCompleted,
  advisoriesImported,
  installCompleted,
  installFailed,
  executionCompleted,
  executionRefused,
  imageRemoved,
];
