import type { ArtifactScan, PackageFacts, ReleaseFacts } from '../../policy/package-facts';
import type { Grant } from '../grant';
import type { RegistryEntry } from '../state';

export const DIGEST = (hex: string) => `sha256:${hex.repeat(64)}` as const;

export function artifact(told: Partial<ArtifactScan> = {}): ArtifactScan {
  return {
    digest: DIGEST('a'),
    kind: 'tarball',
    filename: 'x.tgz',
    integrity: `sha512-${Buffer.alloc(64).toString('base64')}`,
    url: 'https://registry.invalid/x.tgz',
    verdict: 'clean',
    worst: null,
    capabilities: [],
    runsByItself: [],
    agentConfiguration: false,
    rulesVersion: '1',
    scannedAt: '2026-01-01T00:00:00.000Z',
    ...told,
  };
}

/** Everything known, nothing against it. */
export function facts(
  artifacts: Partial<ArtifactScan> | ArtifactScan[] = {},
  release: Partial<ReleaseFacts> = {},
): PackageFacts {
  return {
    artifacts: Array.isArray(artifacts) ? artifacts : [artifact(artifacts)],
    release: {
      publishedAt: '2025-01-01T00:00:00.000Z',
      yanked: false,
      publisher: 'ann',
      licence: 'MIT',
      provenance: 'verified',
      provenanceBefore: 'verified',
      buildScripts: false,
      weeklyDownloads: 10,
      ...release,
    },
    advisories: {
      matches: [],
      data: { loaded: true, advisories: 1, importedAt: '2026-01-01T00:00:00.000Z' },
    },
    scanFailed: null,
  };
}

export function approvedEntry(grant: Partial<Grant> = {}, entry: Partial<RegistryEntry> = {}): RegistryEntry {
  return {
    approval: 'approved',
    minMaturity: 'supervised',
    banReason: null,
    grant: {
      grantedAt: '2026-01-01T00:00:00.000Z',
      expiresAt: '2026-12-01T00:00:00.000Z',
      by: ['person:rita'],
      digests: [DIGEST('a')],
      closure: DIGEST('c'),
      without: ['network'],
      breakGlass: false,
      inheritedFrom: null,
      reason: 'read it',
      ...grant,
    },
    ...entry,
  };
}
