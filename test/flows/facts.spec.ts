import { randomBytes } from 'node:crypto';
import {
  checkPackage,
  getFacts,
  getRequest,
  recordScan,
  reevaluate,
  requestPackages,
  unbanPackage,
  type ScanReport,
} from '@sallyport/domain';
import { cleanScan } from '@sallyport/domain/testing';
import { type Bus } from '@sallyport/messaging';
import { connectAs, connectAsScanner, sharedStack, until } from '../support/stack';

/** What is known of packages, through the real bus, governance, scanner and PostgreSQL. */
describe('test/flows/facts', () => {
  const run = randomBytes(4).toString('hex');
  const actor = { kind: 'person', id: 'facts' } as const;
  const refOf = (name: string) => ({
    ecosystem: 'npm' as const,
    name: `facts-${run}-${name}`,
    version: '1.0.0',
  });
  const scanOf = (name: string) => cleanScan('npm', [refOf(name)], new Date().toISOString());
  let admin: Bus;
  let scanner: Bus;

  beforeAll(async () => {
    admin = await connectAs(sharedStack(), 'admin');
    scanner = await connectAsScanner(sharedStack());
  });

  afterAll(async () => {
    await admin.close();
    await scanner.close();
  });

  const reasonFor = async (name: string): Promise<string> =>
    (await admin.call(checkPackage, { agentId: `facts-${run}`, ...refOf(name) })).reasonCode;

  function withMalware({ artifacts, ...report }: ScanReport): ScanReport {
    const finding = {
      ...{ rule: `MAL-${run}`, kind: 'malware-report' as const, severity: 'critical' as const },
      message: 'Made up for a test.',
    };
    return {
      ...report,
      artifacts: artifacts.map((artifact) => ({ ...artifact, verdict: 'malicious', findings: [finding] })),
    };
  }

  it('a scan is known when the scanner has its answer, and written once', async () => {
    const scan = scanOf('once');

    const first = await scanner.call(recordScan, scan);
    const again = await scanner.call(recordScan, scan);

    const { facts, revision } = await admin.call(getFacts, refOf('once'));
    expect(facts?.artifacts).toHaveLength(1);
    expect(revision).toBeGreaterThanOrEqual(first.revision);
    expect([first.changed, again.changed, again.unchanged]).toEqual([1, 0, 1]);
  });

  it('a malware report bans, and does not ban again what a person has lifted', async () => {
    const { lock, report } = scanOf('evil');

    await scanner.call(recordScan, { lock, report: withMalware(report) });
    const first = await reasonFor('evil');
    await admin.call(unbanPackage, { actor, package: refOf('evil') });
    await scanner.call(recordScan, { lock, report: withMalware(report) });

    expect([first, await reasonFor('evil')]).toEqual(['banned', 'malicious']);
  });

  it.each(['admin', 'reviewer', 'executor', 'viewer'] as const)(
    '%s may not say what a scan saw',
    async (role) => {
      const bus = await connectAs(sharedStack(), role);

      const answer = bus.call(recordScan, scanOf('forged'));

      await expect(answer).rejects.toMatchObject({ code: 'permission-denied' });
      await bus.close();
    },
  );

  it('a request is scanned by itself, and the reviewer finds the evidence', async () => {
    const { requestId, packages } = await admin.call(requestPackages, {
      actor: { kind: 'agent', id: `facts-${run}` },
      ecosystem: 'npm',
      requirements: ['is-number@7.0.0'],
    });

    const request = await until(async () => {
      const found = await admin.call(getRequest, { requestId });
      return found.scan === 'pending' ? undefined : found;
    });

    expect(request.scan).toBe('done');
    expect(request.evidence).toHaveLength(packages.length);
    expect(request.evidence.every(({ facts }) => (facts?.artifacts.length ?? 0) > 0)).toBe(true);
  }, 180_000);

  it('everything is looked at again when an administrator asks for it', async () => {
    await scanner.call(recordScan, scanOf('again'));

    const reply = await admin.call(reevaluate, { actor });

    expect(reply.packages).toBeGreaterThan(0);
    expect(reply.changes.filter(({ name }) => name === refOf('again').name)).toEqual([]);
  }, 120_000);
});
