import type { ArtifactReport, FetchedLock, FetchedPackage, ScanReport } from '@sallyport/domain';

/**
 * A lock fits a message and so does its report, but not always both; and governance writes each message as one act,
 * whose change has to fit a message too.
 */
const MAX_SLICE_BYTES = 2 * 1024 * 1024;

export interface ScanSlice {
  lock: FetchedLock;
  report: ScanReport;
}

/** The scan in parts that can be recorded one by one. Every file of one name is in the same part. */
export function scanSlices(lock: FetchedLock, report: ScanReport, maxBytes = MAX_SLICE_BYTES): ScanSlice[] {
  const reports = new Map<string, ArtifactReport[]>();
  for (const artifact of report.artifacts) collect(reports, artifact.name, artifact);
  const packages = new Map<string, FetchedPackage[]>();
  // How packages depend on each other is no fact of any of them.
  for (const locked of lock.packages) collect(packages, locked.name, { ...locked, dependencies: [] });

  const slices: ScanSlice[] = [];
  let room = 0;
  for (const [name, locked] of packages) {
    const artifacts = reports.get(name) ?? [];
    const bytes = Buffer.byteLength(JSON.stringify([locked, artifacts]));
    if (slices.length === 0 || bytes > room) {
      slices.push({
        lock: { ...lock, requirements: [], roots: [], packages: [] },
        report: { ...report, artifacts: [] },
      });
      room = maxBytes;
    }
    const slice = slices.at(-1) as ScanSlice;
    slice.lock.packages.push(...locked);
    slice.report.artifacts.push(...artifacts);
    room -= bytes;
  }
  return slices;
}

function collect<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
