import {
  CURRENT,
  DEFAULT_POLICY,
  parsePolicy,
  type AdvisoryMatch,
  type ArtifactReport,
  type FetchedLock,
  type Policy,
  type ScanReport,
} from '@sallyport/domain';
import { fakeGovernance, rita } from '../governance.fake';
import { FakeInspector } from '../ports/inspector.fake';
import { FakeInstalledSkills } from '../ports/installed-skills.fake';
import { FakeVersionAdvisories } from '../ports/version-advisories.fake';
import { FactsWriter } from './facts-writer';
import { GetFacts } from './get-facts';
import { RecordRelease } from './record-release';
import { RecordScan } from './record-scan';
import { Reevaluate } from './reevaluate';
import { RescanOutdated } from './rescan-outdated';
import { ScanRequests } from './scan-requests';
import { Subjects } from './subjects';
import { WatchPolicy } from './watch-policy';

/** The fake governance with what learns facts. */
export async function factsWorld() {
  const governance = await fakeGovernance();
  const { store, writer, current, stream, clock, log } = governance;
  const [inspector, advisories, installed] = [
    new FakeInspector(),
    new FakeVersionAdvisories(),
    new FakeInstalledSkills(),
  ];
  const facts = new FactsWriter(writer, current, stream, clock, log);
  const subjects = new Subjects(store, current);
  return {
    ...governance,
    inspector,
    advisories,
    installed,
    recordScan: new RecordScan(facts, writer, current, stream, clock),
    recordRelease: new RecordRelease(facts, current),
    getFacts: new GetFacts(current),
    reevaluate: new Reevaluate(subjects, advisories, installed, facts, writer, current, stream, clock, log),
    scanRequests: new ScanRequests(store, inspector, clock, log),
    watchPolicy: new WatchPolicy(store, subjects, installed, current, stream, clock, log),
    rescanOutdated: new RescanOutdated(store, inspector, current, stream, clock, log),
  };
}

export type FactsWorld = Awaited<ReturnType<typeof factsWorld>>;

export const SCANNED_AT = '2026-01-01T00:00:00.000Z';
export const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;

export interface Scanned {
  name: string;
  version?: string;
  digest?: string;
  report?: Partial<ArtifactReport>;
}

/** A scan of npm packages, each of one tarball. */
export function scanOf(
  packages: readonly Scanned[],
  own: Partial<ScanReport> = {},
): { lock: FetchedLock; report: ScanReport } {
  const all = packages.map(({ name, version = '1.0.0', digest = digestOf('a'), report = {} }) => ({
    name,
    version,
    digest,
    report,
  }));
  return {
    lock: {
      ...{ ecosystem: 'npm', target: 't', requirements: [], roots: [] },
      packages: all.map(({ name, version, digest }) => ({
        ...{ name, version, digest, path: `node_modules/${name}`, dependencies: [] },
        artifact: {
          kind: 'tarball',
          filename: 'x.tgz',
          url: 'https://r.invalid/x.tgz',
          integrity: 'sha512-aaaa',
        },
      })),
    },
    report: {
      scannedAt: SCANNED_AT,
      verdict: 'clean',
      advisories: { loaded: true, advisories: 1, importedAt: SCANNED_AT },
      artifacts: all.map(({ name, version, digest, report }) => ({
        ...{
          ecosystem: 'npm',
          name,
          version,
          digest,
          verdict: 'clean',
          findings: [],
          capabilities: [],
          hooks: [],
        },
        ...{ files: 1, unpackedBytes: 1, rulesVersion: 'r1', ownVerdict: 'clean' },
        ...report,
      })),
      ...own,
    },
  };
}

export function malware(id: string): AdvisoryMatch {
  return { id, aliases: [], severity: 'critical', fixedIn: [], malware: true, summary: 'Steals tokens.' };
}

/** JSON is YAML. Past the use case on purpose: what a policy file may say is not the business of these tests. */
export async function putInForce(
  { writer, clock }: FactsWorld,
  change: (policy: Policy) => Policy,
): Promise<void> {
  const at = clock.now().toISOString();
  const { tests: _, ...policy } = change(structuredClone(DEFAULT_POLICY));
  const text = JSON.stringify(policy);
  const { version, digest } = parsePolicy(text);
  const value = { text, version, digest };
  await writer.write({
    at,
    decide: () => [{ kind: 'policy', key: CURRENT, action: 'apply', value, actor: rita, at }],
  });
}

/** As an act of two reviewers would leave it, for the files that are known now. */
export async function approved(
  { writer, clock, current }: FactsWorld,
  name: string,
  version = '1.0.0',
): Promise<void> {
  const at = clock.now().toISOString();
  const id = { ecosystem: 'npm' as const, name, version };
  const grant = {
    ...{ grantedAt: at, expiresAt: null, by: ['person:rita', 'person:otto'], closure: null, without: [] },
    ...{ breakGlass: false, inheritedFrom: null, reason: null },
    digests: (current.view.factsOf(id)?.artifacts ?? []).map(({ digest }) => digest),
  };
  const entry = { approval: 'approved' as const, minMaturity: 'supervised' as const, banReason: null, grant };
  await writer.write({
    at,
    decide: () => [{ kind: 'package', action: 'approve', ...id, entry, actor: rita, at }],
  });
}
