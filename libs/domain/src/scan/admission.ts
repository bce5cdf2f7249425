import { describePackage } from '../package/package-id';
import type { ArtifactReport, Finding, ScanReport } from './report';

/** A finding with the package it is about. */
export type LocatedFinding = Finding & { name: string; version: string };

/** What a scan report means for an installation. */
export type Admission =
  | { outcome: 'malicious'; findings: LocatedFinding[]; packages: string[] }
  /** Some artifact could not be judged; nothing may be concluded from the others. */
  | { outcome: 'unjudged'; packages: string[] }
  /** Findings and missing advisories do not stop it, and are carried along. */
  | { outcome: 'admitted'; warnings: LocatedFinding[] };

/**
 * Malicious beats unjudged beats admitted. `expected` are the digests of the lock: an artifact that the
 * report does not speak of was not judged. A verdict of the whole that is unknown only because no advisories
 * are loaded is no failed scan: it is in the report's facts and on the installation's verdict.
 */
export function admit(report: ScanReport, expected: readonly string[]): Admission {
  const malicious = report.artifacts.filter((artifact) => artifact.verdict === 'malicious');
  if (malicious.length > 0 || report.verdict === 'malicious') {
    return { outcome: 'malicious', findings: findingsOf(malicious), packages: namesOf(malicious) };
  }
  const judged = new Set(report.artifacts.map((artifact) => artifact.digest as string));
  const unjudged = report.artifacts.filter((artifact) => artifact.verdict === 'unknown');
  const absent = expected.filter((digest) => !judged.has(digest));
  if (unjudged.length > 0 || absent.length > 0)
    return { outcome: 'unjudged', packages: [...namesOf(unjudged), ...absent] };
  return { outcome: 'admitted', warnings: findingsOf(report.artifacts) };
}

function findingsOf(artifacts: readonly ArtifactReport[]): LocatedFinding[] {
  return artifacts.flatMap(({ name, version, findings }) =>
    findings.map((finding) => ({ ...finding, name, version })),
  );
}

function namesOf(artifacts: readonly ArtifactReport[]): string[] {
  return artifacts.map(describePackage);
}
