import { Client } from 'pg';

/** Of every 1,000 rows. What a registry grows by is versions, each with what was decided and what was found out. */
export const MIX = {
  approvedVersions: 470,
  bannedVersions: 10,
  facts: 480,
  agents: 20,
  standingBans: 10,
  standingApprovals: 10,
} as const;
const VERSIONS_PER_NAME = 4;

/**
 * Fills the registry of a fresh database by SQL, at revision 1 and without a log entry for it: acts of a million rows
 * are not what is measured here. Versions are as an install leaves them: an approval with the digest of its file, and
 * facts of one scanned tarball with its release.
 * @param rows thousands of rows are told apart no finer
 */
export async function fillRegistry(databaseUrl: string, rows: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const blocks = Math.round(rows / 1_000);
  try {
    for (const statement of STATEMENTS) await client.query(statement(blocks));
  } finally {
    await client.end();
  }
}

/** The n-th approved version, from 0. */
export function versionAt(n: number): { name: string; version: string } {
  const name = Math.floor(n / VERSIONS_PER_NAME);
  return {
    name: `@scope-${name % 5_000}/package-${name}`,
    version: `${n % VERSIONS_PER_NAME}.${n % 17}.${n % 5}`,
  };
}

const SCANNED_AT = `to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const NAME = `'@scope-' || (n / ${VERSIONS_PER_NAME}) % 5000 || '/package-' || n / ${VERSIONS_PER_NAME}`;
const VERSION = `n % ${VERSIONS_PER_NAME} || '.' || n % 17 || '.' || n % 5`;
const DIGEST = `'sha256:' || encode(sha256(n::text::bytea), 'hex')`;
const INTEGRITY = `'sha512-' || replace(encode(sha512(n::text::bytea), 'base64'), E'\\n', '')`;
const PUBLISHED_AT = `to_char(timestamptz '2024-01-01' + n % 20000 * interval '13 minutes', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')`;
const GRANT = `'expiresAt', null, 'by', jsonb_build_array('person:reviewer-' || n % 20), 'closure', null,
  'without', '[]'::jsonb, 'breakGlass', false, 'inheritedFrom', null, 'reason', null`;

const versions = MIX.approvedVersions + MIX.bannedVersions;
const series = (count: number): string => `generate_series(0, ${count - 1}) n`;

const STATEMENTS: readonly ((blocks: number) => string)[] = [
  (blocks) => `insert into governance.package_entry
      (ecosystem, name, version, approval, min_maturity, ban_reason, approval_grant, changed_at, changed_by)
    select 'npm', ${NAME}, ${VERSION}, 'approved', 'intern', null,
      jsonb_build_object('grantedAt', ${PUBLISHED_AT}, 'digests', jsonb_build_array(${DIGEST}), ${GRANT}), now(), 'person:bench'
    from ${series(blocks * MIX.approvedVersions)}`,
  (blocks) => `insert into governance.package_entry
      (ecosystem, name, version, approval, min_maturity, ban_reason, approval_grant, changed_at, changed_by)
    select 'npm', ${NAME}, ${VERSION}, 'revoked', null, 'reported as malware in case ' || n, null, now(), 'person:bench'
    from generate_series(${blocks * MIX.approvedVersions}, ${blocks * versions - 1}) n`,
  (blocks) => `insert into governance.registry_record (kind, key, value, revision, changed_at, changed_by)
    select 'facts', jsonb_build_array('npm', ${NAME}, ${VERSION})::text,
      jsonb_build_object(
        'artifacts', jsonb_build_array(jsonb_build_object(
          'digest', ${DIGEST}, 'kind', 'tarball', 'filename', 'package-' || n / ${VERSIONS_PER_NAME} || '-' || ${VERSION} || '.tgz',
          'integrity', ${INTEGRITY},
          'url', 'https://registry.invalid/' || ${NAME} || '/-/package-' || n / ${VERSIONS_PER_NAME} || '-' || ${VERSION} || '.tgz',
          'verdict', 'clean', 'worst', null, 'capabilities', case when n % 3 = 0 then '["network"]'::jsonb else '[]'::jsonb end,
          'runsByItself', '[]'::jsonb, 'agentConfiguration', false, 'rulesVersion', 'bench', 'scannedAt', ${SCANNED_AT})),
        'release', jsonb_build_object('publishedAt', ${PUBLISHED_AT}, 'yanked', false, 'publisher', 'publisher-' || n % 9000,
          'licence', 'MIT', 'provenance', 'absent', 'provenanceBefore', 'absent', 'buildScripts', false, 'weeklyDownloads', n * 7),
        'advisories', jsonb_build_object('matches', '[]'::jsonb,
          'data', jsonb_build_object('loaded', true, 'advisories', 250000, 'importedAt', ${SCANNED_AT})),
        'scanFailed', null),
      1, now(), 'service:bench'
    from ${series(blocks * MIX.facts)}`,
  (blocks) => `insert into governance.agent (id, maturity, registered_at, changed_at)
    select 'agent-' || n, 'supervised', now(), now() from ${series(blocks * MIX.agents)}`,
  (blocks) => `insert into governance.registry_record (kind, key, value, revision, changed_at, changed_by)
    select 'ban', 'ban-' || n, jsonb_build_object('id', 'ban-' || n, 'selector',
      jsonb_build_object('kind', 'digest', 'digest', 'sha256:' || encode(sha256(('banned ' || n)::bytea), 'hex')),
      'reason', 'reported as malware in case ' || n, 'state', 'live', 'by', 'person:bench', 'at', ${PUBLISHED_AT}), 1, now(), 'person:bench'
    from ${series(blocks * MIX.standingBans)}`,
  (blocks) => `insert into governance.registry_record (kind, key, value, revision, changed_at, changed_by)
    select 'approval', 'approval-' || n, jsonb_build_object('id', 'approval-' || n, 'selector',
      jsonb_build_object('kind', 'range', 'ecosystem', 'npm', 'name', 'ranged-' || n, 'range', '>=1.0.0 <2.0.0-0'),
      'minMaturity', 'intern', 'state', 'live', 'grant',
      jsonb_build_object('grantedAt', ${PUBLISHED_AT}, 'digests', null, ${GRANT})), 1, now(), 'person:bench'
    from ${series(blocks * MIX.standingApprovals)}`,
  () => `insert into governance.registry_record (kind, key, value, revision, changed_at, changed_by)
    values ('advisory-data', 'current', jsonb_build_object('loaded', true, 'advisories', 250000, 'importedAt', ${SCANNED_AT}),
      1, now(), 'service:bench')`,
  () => 'analyze governance.package_entry, governance.registry_record',
  () => 'update governance.registry_counter set revision = 1',
  () => 'update governance.change_relay set published = 1',
];
