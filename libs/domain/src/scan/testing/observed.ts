import type { FetchedLock, FetchedPackage } from '../../artifact/lock';
import type { AdvisoryMatch, PackageFacts } from '../../policy/package-facts';
import { mergeObserved, observedPackages, type ObservedPackage } from '../observed-facts';
import type { AdvisoryFacts, ArtifactReport, Finding, ScanReport } from '../report';

export const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
export const AT = '2026-03-01T00:00:00.000Z';
export const LATER = '2026-03-02T00:00:00.000Z';
export const DATA: AdvisoryFacts = { loaded: true, advisories: 3, importedAt: AT };
export const NO_DATA: AdvisoryFacts = { loaded: false, advisories: 0, importedAt: null };
export const ARTIFACT = {
  kind: 'tarball' as const,
  filename: 'left.tgz',
  url: 'https://user:secret@r.invalid/left.tgz',
  integrity: 'sha512-aaaa',
};

export function locked(own: Partial<FetchedPackage> = {}): FetchedPackage {
  return {
    ...{ name: 'left', version: '1.0.0', path: 'node_modules/left', artifact: ARTIFACT, dependencies: [] },
    digest: digest('a'),
    ...own,
  };
}

export function reported(own: Partial<ArtifactReport> = {}): ArtifactReport {
  return {
    ...{ ecosystem: 'npm', name: 'left', version: '1.0.0', digest: digest('a'), verdict: 'clean' },
    ...{ findings: [], capabilities: [], files: 1, unpackedBytes: 1, rulesVersion: 'r1' },
    ...own,
  };
}

export const lockOf = (
  packages: FetchedPackage[],
  ecosystem: FetchedLock['ecosystem'] = 'npm',
): FetchedLock => ({
  ...{ ecosystem, target: 't', requirements: [], roots: [] },
  packages,
});
export const reportOf = (artifacts: ArtifactReport[], own: Partial<ScanReport> = {}): ScanReport => ({
  ...{ scannedAt: AT, verdict: 'clean', advisories: DATA, artifacts },
  ...own,
});
export const finding = (own: Partial<Finding>): Finding => ({
  ...{ rule: 'x', kind: 'code', severity: 'low', message: 'Seen.' },
  ...own,
});
export const match = (own: Partial<AdvisoryMatch>): AdvisoryMatch => ({
  ...{ id: 'GHSA-x', aliases: [], severity: 'high', fixedIn: [], malware: false, summary: 'Bad.' },
  ...own,
});

export function observe(
  own: Partial<ArtifactReport> = {},
  place: Partial<FetchedPackage> = {},
): ObservedPackage {
  return observedPackages(lockOf([locked(place)]), reportOf([reported(own)]))[0] as ObservedPackage;
}
export const facts = (own: Partial<PackageFacts> = {}): PackageFacts => ({
  ...mergeObserved(undefined, observe()),
  ...own,
});
