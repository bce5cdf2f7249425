import { z } from 'zod';
import { DomainError, Ecosystem, normalizeName } from '@sallyport/domain';

const Text = z.string().max(4_096);

const OsvEvent = z.object({
  introduced: Text.optional(),
  fixed: Text.optional(),
  last_affected: Text.optional(),
  limit: Text.optional(),
});

const OsvSeverity = z.object({ type: Text, score: Text });

/** The fields of the OSV schema (1.7) that a judgement needs; everything else of a record is not read. */
const OsvRecord = z.object({
  id: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[\x21-\x7e]+$/, 'visible ASCII'),
  modified: z.iso.datetime({ offset: true }),
  published: z.iso.datetime({ offset: true }).nullish().catch(null),
  withdrawn: Text.nullish(),
  aliases: z.array(Text).max(1_000).nullish(),
  summary: z.string().nullish(),
  details: z.string().nullish(),
  severity: z.array(OsvSeverity).nullish(),
  database_specific: z.looseObject({ severity: z.unknown(), cwe_ids: z.unknown() }).partial().nullish(),
  affected: z
    .array(
      z.object({
        package: z.object({ ecosystem: Text, name: Text }).nullish(),
        severity: z.array(OsvSeverity).nullish(),
        versions: z.array(Text).nullish(),
        ranges: z.array(z.object({ type: Text, events: z.array(OsvEvent) })).nullish(),
      }),
    )
    .nullish(),
});

export const AdvisoryRange = z.object({ events: z.array(OsvEvent) });
export type AdvisoryRange = z.infer<typeof AdvisoryRange>;

/** What one advisory says of one package of ours. */
export const AffectedPackage = z.object({
  ecosystem: Ecosystem,
  name: z.string(),
  versions: z.array(z.string()),
  ranges: z.array(AdvisoryRange),
  /** CVSS vectors that hold for this package only. */
  vectors: z.array(z.string()),
});
export type AffectedPackage = z.infer<typeof AffectedPackage>;

/** Raised whenever `parseAdvisory` reads something otherwise: what an older reader has kept is then read again. */
export const READER = 2;

/** An advisory as we keep it: the packages of our ecosystems, names normalised. */
export const AdvisoryRecord = z.object({
  id: z.string(),
  modified: z.string(),
  /** null: not told, or not read by the release that imported it. */
  published: z.string().nullable().default(null),
  withdrawn: z.boolean(),
  aliases: z.array(z.string()),
  summary: z.string(),
  vectors: z.array(z.string()),
  /** `database_specific.severity`, as the source spells it. */
  statedSeverity: z.string().nullable(),
  /** CWE-506, embedded malicious code: a report of malware under another id than MAL-. */
  isMalwareWeakness: z.boolean(),
  affected: z.array(AffectedPackage),
});
export type AdvisoryRecord = z.infer<typeof AdvisoryRecord>;

const ECOSYSTEM_OF: Readonly<Record<string, Ecosystem>> = { PyPI: 'pypi', npm: 'npm' };
const MAX_SUMMARY = 300;

/** The record, or in one sentence why it cannot be taken. */
export function parseAdvisory(bytes: Buffer): AdvisoryRecord | { refused: string } {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    return { refused: 'not JSON' };
  }
  const parsed = OsvRecord.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      refused: `not an OSV record: ${issue?.path.join('.') || 'record'}: ${issue?.message ?? 'invalid'}`,
    };
  }
  return toRecord(parsed.data);
}

function toRecord(osv: z.infer<typeof OsvRecord>): AdvisoryRecord {
  const stated = osv.database_specific?.severity;
  const weaknesses = osv.database_specific?.cwe_ids;
  return {
    id: osv.id,
    modified: new Date(osv.modified).toISOString(),
    published: typeof osv.published === 'string' ? new Date(osv.published).toISOString() : null,
    withdrawn: typeof osv.withdrawn === 'string' && osv.withdrawn !== '',
    aliases: osv.aliases ?? [],
    summary: (osv.summary ?? firstLine(osv.details ?? '')).slice(0, MAX_SUMMARY),
    vectors: vectorsOf(osv.severity),
    statedSeverity: typeof stated === 'string' ? stated : null,
    isMalwareWeakness: Array.isArray(weaknesses) && weaknesses.includes('CWE-506'),
    affected: (osv.affected ?? []).flatMap((affected) => toAffected(affected)),
  };
}

type OsvAffected = NonNullable<NonNullable<z.infer<typeof OsvRecord>['affected']>[number]>;

function toAffected(affected: OsvAffected): AffectedPackage[] {
  // An ecosystem may carry a suffix after a colon, such as a repository (OSV schema, affected[].package).
  const ecosystem = ECOSYSTEM_OF[affected.package?.ecosystem.split(':')[0] ?? ''];
  if (ecosystem === undefined || !affected.package) return [];
  const name = legalName(ecosystem, affected.package.name);
  // A name that the ecosystem cannot have is no package that could ever be installed.
  if (name === undefined) return [];
  return [
    {
      ecosystem,
      name,
      versions: affected.versions ?? [],
      // GIT ranges speak of commits; the schema has the versions they cover listed in `versions`.
      ranges: (affected.ranges ?? [])
        .filter((range) => range.type !== 'GIT')
        .map(({ events }) => ({ events })),
      vectors: vectorsOf(affected.severity),
    },
  ];
}

function legalName(ecosystem: Ecosystem, name: string): string | undefined {
  try {
    return normalizeName(ecosystem, name);
  } catch (error) {
    if (DomainError.is(error)) return undefined;
    throw error;
  }
}

function vectorsOf(severity: readonly { score: string }[] | null | undefined): string[] {
  return (severity ?? []).map((entry) => entry.score);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
