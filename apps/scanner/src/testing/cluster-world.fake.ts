import { createHash } from 'node:crypto';
import { analyzeArtifact, CLUSTER_RULES, type ArtifactAnalysis } from '@sallyport/analysis';
import type { ArtifactReport, Digest, FetchedPackage } from '@sallyport/domain';
import { archiveOf } from '../../../../test/attacks/build';
import type { Member } from '../../../../test/attacks/clusters/cluster';
import { AdvisoryKnowledge } from '../application/advisory-knowledge';
import { ScanClosure } from '../application/scan-closure';
import { advisory } from './advisories';
import { GivenArtifacts } from './given-artifacts.fake';
import { MemoryAdvisoryStore } from './memory-advisory-store.fake';
import { GivenDetonations } from './given-detonations.fake';
import { MemoryDetonationStore } from './memory-detonation-store.fake';
import { MemoryFileMemory } from './memory-file-memory.fake';
import { MemoryReportStore } from './memory-report-store.fake';
import { RecordingEvents } from './recording-events.fake';
import { RecordingGovernance } from './recording-governance.fake';

const NOW = new Date('2026-08-11T12:00:00.000Z');
const CODES: ReadonlySet<string> = new Set(CLUSTER_RULES.map(({ code }) => code));

/** Real archives, looked at by the real rules, one scan after the other; what governance knows at last. */
export async function clusterWorld() {
  const given = new Map<Digest, ArtifactAnalysis>();
  const artifacts = new GivenArtifacts(given);
  const store = new MemoryAdvisoryStore();
  const [reports, governance] = [new MemoryReportStore(), new RecordingGovernance()];
  const digests = new Map<string, Digest>();
  const known = new Map<Digest, ArtifactReport>();
  const merge = async (...records: ReturnType<typeof advisory>[]) => {
    const stage = async function* () {
      for (const record of records) yield { record, sha256: record.id, modified: record.modified };
    };
    await store.merge(stage(), { actor: { kind: 'person', id: 'ann' }, source: 'x', at: NOW.toISOString() });
  };
  await merge(advisory({ id: 'GHSA-unrelated', name: 'unrelated' }));
  const use = new ScanClosure({
    ...{ reports, artifacts, governance, memory: new MemoryFileMemory(), analyzer: artifacts },
    advisories: new AdvisoryKnowledge(store),
    events: new RecordingEvents(),
    worker: GivenDetonations.absent(),
    detonations: new MemoryDetonationStore(),
    clock: { now: () => NOW },
  });
  const learn = (from: readonly { report: { artifacts: ArtifactReport[] } }[]) => {
    for (const { report } of from)
      for (const artifact of report.artifacts) known.set(artifact.digest, artifact);
  };
  const told = () => {
    known.clear();
    learn(governance.inOrder);
    return [...known.values()];
  };
  return {
    ...{ reports, governance },
    async scan(member: Member | undefined) {
      if (member === undefined) throw new Error('no member');
      const { sample, publishedAt } = member;
      const bytes = await archiveOf(sample);
      const digest: Digest = `sha256:${createHash('sha256').update(bytes).update(sample.version).digest('hex')}`;
      digests.set(sample.name, digest);
      if (!given.has(digest)) {
        const analysis = await analyzeArtifact(sample.ecosystem, bytes);
        given.set(digest, { ...analysis, identity: { name: sample.name, version: sample.version } });
      }
      const { ecosystem, name, version, format: kind, filename } = sample;
      const locked: FetchedPackage = {
        ...{ name, version, path: name, dependencies: [], digest, ...(publishedAt && { publishedAt }) },
        artifact: { kind, filename, url: 'https://r.invalid/x', integrity: 'sha512-aaaa' },
      };
      const lock = { ecosystem, target: 't', requirements: [], roots: [name], packages: [locked] };
      return use.scan({ lock });
    },
    reportMalware: (name: string) => merge(advisory({ id: 'MAL-2026-1', name, fixed: '9.0.0' })),
    digestOf: (name: string) => digests.get(name) as Digest,
    reportOf: (name: string) => told().find((report) => report.name === name),
    /** Names of which any version is suspicious or malicious, sorted. */
    held: () =>
      [
        ...new Set(
          told()
            .filter(({ verdict }) => verdict === 'suspicious' || verdict === 'malicious')
            .map(({ name }) => name),
        ),
      ].sort(),
    /** Names that a rule over clusters speaks of, sorted. */
    accused: () =>
      [
        ...new Set(
          told()
            .filter(({ findings }) => findings.some(({ rule }) => CODES.has(rule)))
            .map(({ name }) => name),
        ),
      ].sort(),
    clusterFindings: () =>
      told().flatMap(({ name, findings }) =>
        findings.filter(({ rule }) => CODES.has(rule)).map(({ message }) => `${name}: ${message}`),
      ),
  };
}
