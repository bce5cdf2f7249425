import { createHash } from 'node:crypto';
import type { FetchedLock } from '../artifact/lock';
import type { Digest } from '../artifact/digest';
import type { Ecosystem } from '../package/ecosystem';
import type { ArtifactReport, ScanReport } from '../scan/report';

/** A package that no registry needs to have; `scan` says what the scanner is to have seen, clean by default. */
export interface ScannedPackage {
  name: string;
  version: string;
  scan?: Partial<ArtifactReport>;
}

/** The digest that such a package has here. */
export function digestOf({ name, version }: { name: string; version: string }): Digest {
  return `sha256:${sha256(`${name} ${version}`).toString('hex')}`;
}

/**
 * What the scanner would tell governance of these packages: for tests and benches that need facts and no registry.
 * They were published a year before `at`, so that no policy finds them too new.
 */
export function cleanScan(
  ecosystem: Ecosystem,
  packages: readonly ScannedPackage[],
  at: string,
): { lock: FetchedLock; report: ScanReport } {
  const publishedAt = new Date(Date.parse(at) - 365 * 24 * 3_600_000).toISOString();
  const pathOf = ({ name, version }: ScannedPackage) => `node_modules/${name}@${version}`;
  const kind = ecosystem === 'npm' ? ('tarball' as const) : ('wheel' as const);
  return {
    lock: {
      ecosystem,
      target: 'test',
      requirements: packages.map(({ name, version }) => `${name}@${version}`).sort(),
      roots: packages.map(pathOf),
      packages: packages.map((pkg) => ({
        name: pkg.name,
        version: pkg.version,
        path: pathOf(pkg),
        artifact: {
          kind,
          filename: `${pkg.name.replace('/', '-')}-${pkg.version}.${kind === 'wheel' ? 'whl' : 'tgz'}`,
          url: 'https://registry.invalid/x',
          integrity: `sha256-${sha256(`${pkg.name} ${pkg.version}`).toString('base64')}`,
        },
        dependencies: [],
        digest: digestOf(pkg),
        publishedAt,
      })),
    },
    report: {
      scannedAt: at,
      verdict: 'unknown',
      advisories: { loaded: false, advisories: 0, importedAt: null },
      artifacts: packages.map((pkg) => ({
        ecosystem,
        name: pkg.name,
        version: pkg.version,
        digest: digestOf(pkg),
        verdict: 'clean',
        findings: [],
        capabilities: [],
        hooks: [],
        files: 1,
        unpackedBytes: 100,
        rulesVersion: 'test',
        ...pkg.scan,
      })),
    },
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
