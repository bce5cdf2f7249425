import { z } from 'zod';
import { Actor } from '../../actor/actor';
import { FetchedLock } from '../../artifact/lock';
import { Ecosystem } from '../../package/ecosystem';
import { PackageFacts } from '../../policy/package-facts';
import { FileProvenance } from '../../provenance/change';
import { Revision } from '../../registry/change';
import { NameMemory } from '../../registry/standing';
import { AdvisoryFacts, ScanReport } from '../../scan/report';
import { endpoint } from '../endpoint';
import { Before, PACKAGE_ERRORS, PackageRef, REASON, WRITE_ERRORS, WriteReceipt } from './write';

export const recordScan = endpoint({
  subject: 'governance.facts.record-scan',
  service: 'governance',
  summary: 'The scanner tells what it saw of a closure, before it answers whoever asked for the scan.',
  permission: 'internal',
  pace: 'normal',
  request: z.strictObject({
    lock: FetchedLock,
    report: ScanReport,
    /** Nobody asked for this scan: something else that was scanned shows what was scanned before in another light. */
    revises: z.literal(true).optional(),
  }),
  reply: WriteReceipt,
  errors: [...WRITE_ERRORS],
});

export const recordRelease = endpoint({
  subject: 'governance.facts.record-release',
  service: 'governance',
  summary:
    'What a registry says of releases, where that is learnt apart from a scan. Fields that are absent stay as they are.',
  permission: 'internal',
  pace: 'normal',
  request: z.strictObject({
    releases: z
      .array(
        PackageRef.extend({
          release: PackageFacts.shape.release.partial(),
          /** Files whose provenance was asked for; what the release makes of them is computed here. */
          attested: z.array(FileProvenance).min(1).max(200).optional(),
        }),
      )
      .min(1)
      .max(10_000),
  }),
  reply: WriteReceipt,
  errors: [...WRITE_ERRORS],
});

export const getFacts = endpoint({
  subject: 'governance.facts.get',
  service: 'governance',
  summary: 'What is known of one package version.',
  permission: 'view',
  pace: 'normal',
  request: PackageRef,
  reply: z.object({
    facts: PackageFacts.nullable(),
    advisoryData: AdvisoryFacts.nullable(),
    revision: Revision,
  }),
  errors: [...PACKAGE_ERRORS, 'store-unavailable'],
});

export const reevaluate = endpoint({
  subject: 'governance.facts.reevaluate',
  service: 'governance',
  summary:
    'Asks for the advisories of everything approved again, bans what policy says to, and tells what changed. Runs by itself after an import.',
  permission: 'administer',
  pace: 'long',
  request: z.strictObject({ actor: Actor }),
  reply: WriteReceipt.extend({
    packages: z.number().int(),
    banned: z.number().int(),
    /** Decisions for an autonomous agent that are another now. */
    changes: z.array(PackageRef.extend({ before: Before, after: Before })),
  }),
  errors: ['store-unavailable', 'nobody-listens', 'timeout', 'bus-unavailable'],
});

export const reportMissingName = endpoint({
  subject: 'governance.name.report-missing',
  service: 'governance',
  summary: 'An agent has asked for a name that no registry has.',
  permission: 'internal',
  pace: 'normal',
  request: z.strictObject({ ecosystem: z.string(), name: z.string(), askedBy: z.string().max(140) }),
  reply: WriteReceipt,
  errors: ['unknown-ecosystem', 'invalid-name', 'store-unavailable'],
});

export const listNames = endpoint({
  subject: 'governance.name.list',
  service: 'governance',
  summary: 'Names that agents asked for while they did not exist.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ state: NameMemory.shape.state.optional() }),
  reply: z.object({
    names: z.array(NameMemory.extend({ ecosystem: Ecosystem, name: z.string() })),
    revision: Revision,
  }),
  errors: ['store-unavailable'],
});

export const clearName = endpoint({
  subject: 'governance.name.clear',
  service: 'governance',
  summary: 'A person has looked: the name that appeared is no trap.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, ecosystem: z.string(), name: z.string(), reason: REASON }),
  reply: WriteReceipt,
  errors: [
    'unknown-ecosystem',
    'invalid-name',
    'name-not-found',
    'transition-refused',
    'reviewer-refused',
    'store-unavailable',
  ],
});
