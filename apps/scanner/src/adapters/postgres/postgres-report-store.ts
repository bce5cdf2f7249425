import { ArtifactProfile, type Digest } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import { ArtifactAnalysis } from '@sallyport/analysis';
import { ReportStore, type AnalysisKey, type StoredReport } from '../../application/ports/report-store';

export class PostgresReportStore extends ReportStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  analyses(key: AnalysisKey, digests: readonly Digest[]): Promise<Map<Digest, ArtifactAnalysis>> {
    return whileAvailable(async () => {
      const rows: { digest: Digest; analysis: unknown }[] = await this.dataSource.query(
        `select digest, analysis from scanner.artifact_analysis
          where ecosystem = $1 and rules_version = $2 and digest = any ($3::text[])`,
        [key.ecosystem, key.rulesVersion, digests],
      );
      return new Map(rows.map((row) => [row.digest, ArtifactAnalysis.parse(row.analysis)]));
    });
  }

  async keepAnalyses(key: AnalysisKey, analyses: ReadonlyMap<Digest, ArtifactAnalysis>): Promise<void> {
    if (analyses.size === 0) return;
    const profiles = [...analyses].flatMap(([digest, { profile }]) =>
      profile === undefined ? [] : [{ digest, profile }],
    );
    // First: an analysis that is kept is not made again, and its profile would be missing for good.
    await this.keepProfiles(key, profiles);
    await whileAvailable(() =>
      this.dataSource.query(
        `insert into scanner.artifact_analysis (digest, ecosystem, rules_version, analysis)
         select digest, $1, $2, analysis from unnest($3::text[], $4::jsonb[]) as fresh (digest, analysis)
         on conflict do nothing`,
        [
          key.ecosystem,
          key.rulesVersion,
          [...analyses.keys()],
          [...analyses.values()].map(({ profile: _, ...analysis }) => toJson(analysis)),
        ],
      ),
    );
  }

  profiles(digests: readonly Digest[]): Promise<Map<Digest, ArtifactProfile>> {
    return whileAvailable(async () => {
      const rows: { digest: Digest; profile: unknown }[] = await this.dataSource.query(
        `select distinct on (digest) digest, profile from scanner.artifact_profile
          where digest = any ($1::text[]) order by digest, kept_at desc`,
        [digests],
      );
      // What another release wrote and this one cannot read was not seen, as far as it is concerned.
      return new Map(
        rows.flatMap(({ digest, profile }) => {
          const read = ArtifactProfile.safeParse(profile);
          return read.success ? [[digest, read.data] as const] : [];
        }),
      );
    });
  }

  private async keepProfiles(
    key: AnalysisKey,
    profiles: readonly { digest: Digest; profile: ArtifactProfile }[],
  ): Promise<void> {
    if (profiles.length === 0) return;
    await whileAvailable(() =>
      this.dataSource.query(
        `insert into scanner.artifact_profile (digest, ecosystem, rules_version, profile)
         select digest, $1, $2, profile from unnest($3::text[], $4::jsonb[]) as fresh (digest, profile)
         on conflict do nothing`,
        [
          key.ecosystem,
          key.rulesVersion,
          profiles.map(({ digest }) => digest),
          profiles.map(({ profile }) => toJson(profile)),
        ],
      ),
    );
  }

  async save(reports: readonly StoredReport[]): Promise<void> {
    // One row for each digest: a closure may hold the same bytes under two names.
    const byDigest = new Map(reports.map((report) => [report.digest, report]));
    const unique = [...byDigest.values()].sort((a, b) => (a.digest < b.digest ? -1 : 1));
    if (unique.length === 0) return;
    await whileAvailable(() =>
      this.dataSource.query(
        `insert into scanner.artifact_report as kept (digest, scanned_at, report)
         select * from unnest($1::text[], $2::timestamptz[], $3::jsonb[])
         on conflict (digest) do update set scanned_at = excluded.scanned_at, report = excluded.report
           where kept.scanned_at <= excluded.scanned_at`,
        [unique.map((report) => report.digest), unique.map((report) => report.scannedAt), unique.map(toJson)],
      ),
    );
  }

  newest(digest: Digest): Promise<StoredReport | undefined> {
    return whileAvailable(async () => {
      const [row]: { report: StoredReport }[] = await this.dataSource.query(
        'select report from scanner.artifact_report where digest = $1',
        [digest],
      );
      return row?.report;
    });
  }
}

/** jsonb cannot hold NUL. */
function toJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\u0000', '\\ufffd');
}
