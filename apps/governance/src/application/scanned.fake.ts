import {
  CURRENT,
  factsKey,
  mergeObserved,
  observedPackages,
  type Actor,
  type Ecosystem,
  type PackageFacts,
} from '@sallyport/domain';
import { cleanScan, type ScannedPackage } from '@sallyport/domain/testing';
import type { FakeGovernance } from './governance.fake';
import type { Clock } from './ports/clock';
import type { ChangePart } from './ports/registry-store';

const SCANNER: Actor = { kind: 'service', id: 'scanner' };

type Scanned = ScannedPackage & { ecosystem?: Ecosystem };

/** Writes what a scan of these packages would have told, with fresh advisory data: nothing speaks against them. */
export async function scanned(
  governance: Pick<FakeGovernance, 'writer'> & { clock: Clock },
  ...packages: Scanned[]
): Promise<void> {
  const at = governance.clock.now().toISOString();
  const data = { loaded: true, advisories: 1, importedAt: at };
  const seenOf = (ecosystem: Ecosystem) => {
    const meant = packages.filter((told) => (told.ecosystem ?? 'npm') === ecosystem);
    const { lock, report } = cleanScan(ecosystem, meant, at);
    // A test may give a version another file: then the lock has that one.
    const fetched = lock.packages.map((locked, index) => ({
      ...locked,
      digest: report.artifacts[index]?.digest ?? locked.digest,
    }));
    return observedPackages({ ...lock, packages: fetched }, { ...report, advisories: data });
  };
  const facts = [...seenOf('npm'), ...seenOf('pypi')].map((seen): ChangePart => {
    const value: PackageFacts = mergeObserved(undefined, seen);
    const told = { ...value, release: { ...value.release, weeklyDownloads: 10 } };
    return { kind: 'facts', key: factsKey(seen.id), action: 'record', value: told, actor: SCANNER, at };
  });
  const advisoryData: ChangePart = {
    kind: 'advisory-data',
    key: CURRENT,
    action: 'record',
    value: data,
    actor: SCANNER,
    at,
  };
  await governance.writer.write({ at, decide: () => [...facts, advisoryData] });
}
