import { DomainError, type AdvisoryDetail, type RequestOf, type reportClosure } from '@sallyport/domain';
import { fakeGovernance, npm, rita, type FakeGovernance } from '../governance.fake';
import { FakeAdvisoryDetails } from '../ports/advisory-details.fake';
import { ReportClosure } from './report-closure';

type Asked = RequestOf<typeof reportClosure>;

const detail = (id: string, own: Partial<AdvisoryDetail> = {}): AdvisoryDetail => ({
  ...{ id, aliases: [id, `CVE-${id}`], severity: 'high', fixedIn: ['9.0.0'], malware: false, summary: 'bad' },
  ...{ introducedIn: '0', publishedAt: null, vector: null, score: null, sureness: 'range' },
  ...{ epss: null, kev: null },
  ...own,
});

/** app -> b -> c, and app -> c at another version. */
const TREE: Asked = {
  ecosystem: 'npm',
  roots: ['app'],
  packages: [
    { name: 'app', version: '1.0.0', path: 'app', dependencies: ['b', 'c'] },
    { name: 'b', version: '1.0.0', path: 'b', dependencies: ['b/c'] },
    { name: 'c', version: '1.0.0', path: 'b/c', dependencies: [] },
    { name: 'c', version: '2.0.0', path: 'c', dependencies: ['d'] },
    { name: 'd', version: '1.0.0', path: 'd', dependencies: [] },
  ],
};

async function setUp(advisories: Record<string, AdvisoryDetail[]>) {
  const governance = await fakeGovernance();
  const details = new FakeAdvisoryDetails();
  for (const [version, known] of Object.entries(advisories)) details.byVersion.set(version, known);
  const use = new ReportClosure(governance.current, details);
  return { governance, details, report: (own: Partial<Asked> = {}) => use.report({ ...TREE, ...own }) };
}

const state = (governance: FakeGovernance, advisory: string, name: string, expiresAt = '2026-02-01') =>
  governance.exceptions.grant.grant({
    actor: rita,
    rule: 'not-affected',
    notAffected: { advisory, justification: 'vulnerable_code_not_present' },
    selector: { kind: 'all', ecosystem: 'npm', name },
    owner: 'ann',
    reason: 'not shipped',
    expiresAt,
  });

describe('governance/application/report/report-closure', () => {
  it('names each advisory with its place in the tree, worst first', async () => {
    const { report } = await setUp({
      'c@1.0.0': [detail('A', { severity: 'low' })],
      'd@1.0.0': [detail('B', { severity: 'critical' })],
    });

    const { findings, packages, findingsLeftOut, decisions } = await report();

    expect(findings.map(({ id, path }) => [id, path])).toEqual([
      ['B', ['app@1.0.0', 'c@2.0.0', 'd@1.0.0']],
      ['A', ['app@1.0.0', 'b@1.0.0', 'c@1.0.0']],
    ]);
    expect({ packages, findingsLeftOut, decisions }).toEqual({
      packages: 5,
      findingsLeftOut: 0,
      decisions: null,
    });
  });

  it('takes the shortest of the ways to a version, whatever its spelling', async () => {
    const { report } = await setUp({ 'c@1.0.0': [detail('A')] });

    const { findings, packages } = await report({
      packages: [...TREE.packages.slice(0, 3), { name: 'c', version: 'v1.0.0', path: 'c', dependencies: [] }],
    });

    expect(packages).toBe(3);
    expect(findings.map(({ path }) => path)).toEqual([['app@1.0.0', 'c@1.0.0']]);
  });

  it('tells no way where none was told', async () => {
    const { report } = await setUp({ 'c@1.0.0': [detail('A')] });

    expect(
      (await report({ packages: [{ name: 'c', version: '1.0.0' }], roots: undefined })).findings,
    ).toEqual([expect.objectContaining({ id: 'A', path: [] })]);
  });

  it('puts what is stated not to affect last, with the statement', async () => {
    const { governance, report } = await setUp({
      'c@1.0.0': [detail('A', { severity: 'critical' })],
      'd@1.0.0': [detail('B', { severity: 'low' })],
    });
    const { exceptionId } = await state(governance, 'CVE-A', 'c');

    const { findings } = await report();

    expect(findings.map(({ id, statement }) => [id, statement])).toEqual([
      ['B', null],
      [
        'A',
        {
          id: exceptionId,
          advisory: 'CVE-A',
          justification: 'vulnerable_code_not_present',
          owner: 'ann',
          reason: 'not shipped',
          expiresAt: '2026-02-01T00:00:00.000Z',
        },
      ],
    ]);
  });

  it.each<[string, (governance: FakeGovernance) => Promise<unknown>]>([
    ['on another package', (governance) => state(governance, 'A', 'd')],
    [
      'that was withdrawn',
      async (governance) => {
        const { exceptionId } = await state(governance, 'A', 'c');
        await governance.exceptions.withdraw.withdraw({ actor: rita, exceptionId, reason: 'wrong' });
      },
    ],
    [
      'that has ended',
      async (governance) => {
        await state(governance, 'A', 'c', '2026-01-01T00:05:00Z');
        await governance.clock.advance(300_000);
      },
    ],
  ])('knows of no statement %s', async (_title, act) => {
    const { governance, report } = await setUp({ 'c@1.0.0': [detail('A')] });

    await act(governance);

    expect((await report()).findings.map(({ statement }) => statement)).toEqual([null]);
  });

  it('never shows malware as stated away', async () => {
    const { governance, report } = await setUp({ 'c@1.0.0': [detail('A', { malware: true })] });
    await state(governance, 'A', 'c');

    expect((await report()).findings[0]?.statement).toBeNull();
  });

  it('tells what an agent would be told of what is affected or not allowed, and records no check', async () => {
    const { governance, report } = await setUp({ 'd@1.0.0': [detail('B')] });
    await governance.ban.ban({ actor: rita, package: npm('b'), reason: 'stolen' });

    const { decisions } = await report({ agentId: 'autonomous' });

    expect(decisions).toMatchObject({ agentId: 'autonomous', allowed: false, packagesLeftOut: 0 });
    expect(decisions?.packages.map(({ package: { name }, decision }) => [name, decision.reasonCode])).toEqual(
      [
        ['app', 'unknown-package'],
        ['b', 'banned'],
        ['c', 'unknown-package'],
        ['c', 'unknown-package'],
        ['d', 'unknown-package'],
      ],
    );
    const { auditBacklog, checks } = await governance.stats.read();
    expect([auditBacklog, checks.total]).toEqual([0, 0]);
  });

  it('passes on how much the scanner left out', async () => {
    const { details, report } = await setUp({ 'c@1.0.0': [detail('A')] });
    details.findingsLeftOut = 7;

    expect((await report()).findingsLeftOut).toBe(7);
  });

  it('leaves out the mildest where all do not fit into one message', async () => {
    const many = Array.from({ length: 900 }, (_, index) =>
      detail(`A${index}`, { summary: 'x'.repeat(10_000), severity: index === 899 ? 'critical' : 'low' }),
    );
    const { report } = await setUp({ 'c@1.0.0': many });

    const { findings, findingsLeftOut } = await report();

    expect(findings[0]?.id).toBe('A899');
    expect(findings.length + findingsLeftOut).toBe(900);
    expect(findingsLeftOut).toBeGreaterThan(0);
    expect(JSON.stringify(findings).length).toBeLessThan(6_000_000);
  });

  it.each<[string, Partial<Asked>, string]>([
    ['no packages', { packages: [] }, 'empty-request'],
    ['an unknown ecosystem', { ecosystem: 'cargo' }, 'unknown-ecosystem'],
    ['a bad version', { packages: [{ name: 'a', version: 'latest' }] }, 'invalid-version'],
    ['a bad agent', { agentId: ' ' }, 'invalid-agent-id'],
  ])('refuses %s', async (_title, own, code) => {
    await expect((await setUp({})).report(own)).rejects.toMatchObject({ code });
  });

  it('is no report where the scanner cannot be asked', async () => {
    const { details, report } = await setUp({});
    details.failure = new DomainError('nobody-listens', 'no scanner');

    await expect(report()).rejects.toMatchObject({ code: 'nobody-listens' });
  });
});
