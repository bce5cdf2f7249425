import {
  DomainError,
  scanClosure,
  type Digest,
  type FetchedPackage,
  type RuleMode,
  type Verdict,
} from '@sallyport/domain';
import { traceOf } from '@sallyport/domain/testing';
import type { ArtifactAnalysis } from '@sallyport/analysis';
import { advisory } from '../testing/advisories';
import { GivenArtifacts } from '../testing/given-artifacts.fake';
import { MemoryAdvisoryStore } from '../testing/memory-advisory-store.fake';
import { GivenDetonations } from '../testing/given-detonations.fake';
import { MemoryDetonationStore } from '../testing/memory-detonation-store.fake';
import { MemoryFileMemory } from '../testing/memory-file-memory.fake';
import { MemoryReportStore } from '../testing/memory-report-store.fake';
import { RecordingEvents } from '../testing/recording-events.fake';
import { RecordingGovernance } from '../testing/recording-governance.fake';
import { AdvisoryKnowledge } from './advisory-knowledge';
import { GetReport } from './get-report';
import { ScanClosure } from './scan-closure';

const NOW = new Date('2026-03-01T00:00:00.000Z');
const NOTE = { actor: { kind: 'person' as const, id: 'ann' }, source: 'x', at: NOW.toISOString() };
const digest = (hex: string): Digest => `sha256:${hex.repeat(64)}`;

function analysis(own: Partial<ArtifactAnalysis> = {}): ArtifactAnalysis {
  return {
    verdict: 'clean',
    findings: [],
    capabilities: [],
    files: 1,
    unpackedBytes: 1,
    identity: { name: 'left', version: '1.0.0' },
    ...own,
  };
}

function locked(own: Partial<FetchedPackage> = {}): FetchedPackage {
  const artifact = {
    kind: 'tarball' as const,
    filename: 'x.tgz',
    url: 'https://r.invalid/x.tgz',
    integrity: 'sha512-aaaa',
  };
  return {
    name: 'left',
    version: '1.0.0',
    path: 'node_modules/left',
    artifact,
    dependencies: [],
    digest: digest('a'),
    ...own,
  };
}

const lock = (...packages: FetchedPackage[]) => ({
  lock: {
    ecosystem: 'npm' as const,
    target: 'node-20',
    requirements: [],
    roots: packages.slice(0, 1).map(({ path }) => path),
    packages,
  },
});

async function setUp(
  given: [Digest, ArtifactAnalysis | Error][],
  advisories = [advisory({ id: 'GHSA-unrelated', name: 'unrelated' })],
) {
  const artifacts = new GivenArtifacts(new Map(given));
  const [store, reports, events] = [
    new MemoryAdvisoryStore(),
    new MemoryReportStore(),
    new RecordingEvents(),
  ];
  const stage = async function* () {
    for (const record of advisories) yield { record, sha256: record.id, modified: record.modified };
  };
  if (advisories.length > 0) await store.merge(stage(), NOTE);
  const ports = {
    advisories: new AdvisoryKnowledge(store),
    reports,
    memory: new MemoryFileMemory(),
    artifacts,
    analyzer: artifacts,
    events,
    governance: new RecordingGovernance(),
    worker: GivenDetonations.absent(),
    detonations: new MemoryDetonationStore(),
    clock: { now: () => NOW },
  };
  return { ...ports, store, use: new ScanClosure(ports) };
}

describe('application/scan-closure', () => {
  it('reports every artifact, stores the report and tells', async () => {
    const { use, reports, events } = await setUp([[digest('a'), analysis()]]);

    const report = await use.scan(lock(locked()));

    expect(scanClosure.reply.parse(report)).toEqual({
      scannedAt: NOW.toISOString(),
      verdict: 'clean',
      advisories: { loaded: true, advisories: 1, importedAt: NOW.toISOString() },
      artifacts: [
        {
          ecosystem: 'npm',
          name: 'left',
          version: '1.0.0',
          digest: digest('a'),
          verdict: 'clean',
          ownVerdict: 'clean',
          agentConfiguration: false,
          highRisk: false,
          findings: [],
          capabilities: [],
          files: 1,
          unpackedBytes: 1,
          rulesVersion: 'r1',
        },
      ],
    });
    expect(await new GetReport(reports).get({ digest: digest('a') })).toMatchObject({
      verdict: 'clean',
      scannedAt: NOW.toISOString(),
    });
    expect(events.scans).toEqual([
      {
        ecosystem: 'npm',
        verdict: 'clean',
        rulesVersion: 'r1',
        artifacts: [{ name: 'left', version: '1.0.0', digest: digest('a'), verdict: 'clean', findings: 0 }],
      },
    ]);
  });

  it('is never better than unknown without advisories, and says so at what was asked for', async () => {
    const { use } = await setUp(
      [
        [digest('a'), analysis()],
        [digest('b'), analysis({ identity: { name: 'right', version: '2.0.0' } })],
      ],
      [],
    );

    const report = await use.scan(
      lock(
        locked(),
        locked({ name: 'right', version: '2.0.0', path: 'node_modules/right', digest: digest('b') }),
      ),
    );

    expect([report.verdict, report.advisories.loaded]).toEqual(['unknown', false]);
    expect(
      report.artifacts.map(({ verdict, findings }) => [verdict, findings.map(({ rule }) => rule)]),
    ).toEqual([
      ['clean', ['no-advisories-loaded']],
      ['clean', []],
    ]);
  });

  it('stays malicious without advisories', async () => {
    const { use } = await setUp([[digest('a'), analysis({ verdict: 'malicious' })]], []);

    expect((await use.scan(lock(locked()))).verdict).toBe('malicious');
  });

  it.each<[string, Parameters<typeof advisory>[0], Verdict]>([
    ['an advisory', { id: 'GHSA-x' }, 'warning'],
    ['a report of malware', { id: 'MAL-2026-1' }, 'malicious'],
    ['an advisory fixed before', { id: 'GHSA-x', fixed: '0.9.0' }, 'clean'],
    ['a withdrawn one', { id: 'MAL-2026-1', withdrawn: true }, 'clean'],
  ])('counts %s', async (_, own, verdict) => {
    const { use } = await setUp([[digest('a'), analysis()]], [advisory(own)]);

    const report = await use.scan(lock(locked()));

    expect([report.verdict, report.artifacts[0]?.verdict]).toEqual([verdict, verdict]);
  });

  it('looks at the same bytes once, and asks for advisories every time', async () => {
    const { use, artifacts, store } = await setUp([[digest('a'), analysis()]]);
    await use.scan(lock(locked(), locked({ path: 'node_modules/x/node_modules/left' })));
    const stage = async function* () {
      yield { record: advisory({ id: 'MAL-new' }), sha256: 'x', modified: null };
    };
    await store.merge(stage(), NOTE);

    const report = await use.scan(lock(locked()));

    expect(artifacts.looked).toHaveLength(1);
    expect(report.verdict).toBe('malicious');
  });

  it.each([
    ['another name', { name: 'evil', version: '1.0.0' }],
    ['another version', { name: 'left', version: '1.0.1' }],
    ['a name that is none', { name: '../left', version: '1.0.0' }],
    ['a version that is none', { name: 'left', version: 'one' }],
  ])('suspects an artifact that says it is %s', async (_, identity) => {
    const { use } = await setUp([[digest('a'), analysis({ identity })]]);

    const report = await use.scan(lock(locked()));

    expect(report.artifacts[0]).toMatchObject({
      verdict: 'suspicious',
      findings: [{ rule: 'name-mismatch', severity: 'high' }],
    });
  });

  it('takes other spellings of one name and version as the same', async () => {
    const { use } = await setUp([[digest('a'), analysis({ identity: { name: 'Foo_Bar', version: '1.0' } })]]);
    const request = lock(locked({ name: 'foo-bar', version: '1.0.0', path: 'foo-bar' }));

    const report = await use.scan({ lock: { ...request.lock, ecosystem: 'pypi' } });

    expect(report.artifacts[0]?.findings).toEqual([]);
  });

  it('leaves an artifact whose scan fails unjudged, and tries again next time', async () => {
    const { use, artifacts } = await setUp([
      [digest('a'), new DomainError('scan-failed', 'it took too long')],
    ]);

    const report = await use.scan(lock(locked()));
    await use.scan(lock(locked()));

    expect(report).toMatchObject({
      verdict: 'unknown',
      artifacts: [
        {
          verdict: 'unknown',
          findings: [{ rule: 'scan-failed', message: expect.stringContaining('it took too long') }],
        },
      ],
    });
    expect(artifacts.looked).toHaveLength(2);
  });

  it.each<[string, FetchedPackage[], string]>([
    ['no packages', [], 'empty-request'],
    [
      'an artifact that is not there',
      [locked(), locked({ digest: digest('f'), path: 'x' })],
      'artifact-missing',
    ],
    ['a name that is none', [locked({ name: '../x' })], 'invalid-name'],
    ['a version that is none', [locked({ version: 'latest' })], 'invalid-version'],
  ])('refuses %s', async (_, packages, code) => {
    const { use, events } = await setUp([[digest('a'), analysis()]]);

    await expect(use.scan(lock(...packages))).rejects.toMatchObject({ code });
    expect(events.scans).toEqual([]);
  });

  it('tells governance before it answers', async () => {
    const { use, governance } = await setUp([[digest('a'), analysis()]]);

    const report = await use.scan(lock(locked()));

    expect(governance.scans).toEqual([{ ...lock(locked()), report }]);
  });

  it('fails where governance cannot be told, and says why', async () => {
    const { use, governance } = await setUp([[digest('a'), analysis()]]);
    governance.failure = new DomainError(
      'nobody-listens',
      'No service serves governance.facts.record-scan now',
    );

    await expect(use.scan(lock(locked()))).rejects.toMatchObject({
      code: 'nobody-listens',
      message: expect.stringContaining('could not be recorded'),
    });
  });

  it.each<[string, Parameters<typeof advisory>[0], Verdict, Verdict]>([
    ['a report of malware', { id: 'MAL-2026-1' }, 'malicious', 'clean'],
    ['an advisory', { id: 'GHSA-x' }, 'warning', 'clean'],
  ])('says apart what %s has no part in', async (_, own, verdict, ownVerdict) => {
    const { use } = await setUp([[digest('a'), analysis({ agentConfiguration: true })]], [advisory(own)]);

    const report = await use.scan(lock(locked()));

    expect(report.artifacts[0]).toMatchObject({ verdict, ownVerdict, agentConfiguration: true });
  });

  it('says that there is no report of what was never scanned', async () => {
    const { reports } = await setUp([]);

    await expect(new GetReport(reports).get({ digest: digest('a') })).rejects.toMatchObject({
      code: 'report-not-found',
    });
  });

  describe('a second look', () => {
    const HOOKED = analysis({
      findings: [{ rule: 'x', kind: 'install-hook', severity: 'low', message: '' }],
    });
    const SENT = { canary: 'NPM_TOKEN', where: 'sent' as const, to: 'drop.invalid', encodings: [] };

    async function scanned(mode: RuleMode, seen: Parameters<typeof traceOf>[0] | null, of = HOOKED) {
      const world = await setUp([[digest('a'), of]]);
      world.governance.mode = mode;
      if (seen !== null) {
        world.worker.detonator = 'd1';
        world.worker.answer = () => ({ environments: traceOf(seen).environments });
      }
      const { artifacts } = await world.use.scan(lock(locked()));
      return artifacts[0] as (typeof artifacts)[number];
    }

    it.each<[RuleMode, string, Parameters<typeof traceOf>[0] | null, Verdict, Verdict | null | undefined]>([
      ['off', 'nobody', null, 'clean', undefined],
      ['enforce', 'nobody', null, 'unknown', null],
      ['enforce', 'one who sees nothing', {}, 'clean', 'clean'],
      ['enforce', 'one who sees theft', { canaries: [SENT] }, 'malicious', 'malicious'],
      ['enforce', 'one who did not see it all', { exitCode: 1 }, 'unknown', 'unknown'],
      ['dry-run', 'nobody', null, 'clean', null],
      ['dry-run', 'one who sees theft', { canaries: [SENT] }, 'clean', 'malicious'],
    ])('%s, by %s', async (mode, _, seen, verdict, detonated) => {
      const report = await scanned(mode, seen);

      expect([report.verdict, report.ownVerdict, report.detonation?.verdict]).toEqual([
        verdict,
        verdict,
        detonated,
      ]);
      expect(report.highRisk).toBe(true);
    });

    it('does not take back what reading says', async () => {
      expect((await scanned('enforce', {}, analysis({ verdict: 'malicious' }))).verdict).toBe('malicious');
    });

    it('is not asked for where reading is enough', async () => {
      const report = await scanned('enforce', null, analysis());

      expect([report.verdict, report.detonation]).toEqual(['clean', undefined]);
    });
  });
});
