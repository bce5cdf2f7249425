import type { Finding } from '@sallyport/domain';
import { npm, reasonFor, rita } from '../governance.fake';
import { approved, digestOf, factsWorld, putInForce, scanOf, SCANNED_AT } from './facts-world.fake';

const REPORT: Finding = {
  rule: 'MAL-1',
  kind: 'malware-report',
  severity: 'critical',
  message: 'Steals tokens.',
};

describe('application/facts/record-scan', () => {
  it('makes facts that every check knows when it answers', async () => {
    const world = await factsWorld();

    const receipt = await world.recordScan.record(
      scanOf([{ name: 'a' }, { name: 'b', digest: digestOf('b') }]),
    );

    expect(receipt).toMatchObject({ changed: 2, unchanged: 0 });
    expect(await world.getFacts.get(npm('a'))).toMatchObject({
      facts: { artifacts: [{ digest: digestOf('a'), verdict: 'clean' }], scanFailed: null },
      advisoryData: { loaded: true, importedAt: SCANNED_AT },
      revision: receipt.revision,
    });
    expect(world.current.view.factsOf(npm('b'))?.artifacts).toHaveLength(1);
  });

  it('writes nothing where nothing is new', async () => {
    const world = await factsWorld();
    const first = await world.recordScan.record(scanOf([{ name: 'a' }]));

    const again = await world.recordScan.record(
      scanOf([{ name: 'a' }], { scannedAt: '2026-01-02T00:00:00.000Z' }),
    );

    expect(again).toEqual({ revision: first.revision, changed: 0, unchanged: 1 });
  });

  it('keeps the files that it has seen before', async () => {
    const world = await factsWorld();
    await world.recordScan.record(scanOf([{ name: 'a' }]));

    await world.recordScan.record(scanOf([{ name: 'a', digest: digestOf('b') }]));

    expect((await world.getFacts.get(npm('a'))).facts?.artifacts.map(({ digest }) => digest)).toEqual([
      digestOf('a'),
      digestOf('b'),
    ]);
  });

  it('splits what one change cannot carry, and loses nothing of it', async () => {
    const world = await factsWorld();
    const before = world.current.view.revision;
    const finding = (n: number): Finding => ({
      ...{ rule: `GHSA-${n}`, kind: 'advisory', severity: 'low', message: 'x'.repeat(500) },
      aliases: Array.from({ length: 20 }, (_, alias) => `${alias}-${'y'.repeat(100)}`),
    });
    const findings = Array.from({ length: 40 }, (_, n) => finding(n));
    const packages = Array.from({ length: 40 }, (_, n) => ({ name: `p${n}`, report: { findings } }));

    const receipt = await world.recordScan.record(scanOf(packages));

    const changes = world.store.log.slice(before).filter(({ parts }) => parts[0]?.kind === 'facts');
    expect(receipt).toMatchObject({ changed: 40, unchanged: 0 });
    expect(changes.length).toBeGreaterThan(1);
    expect(Math.max(...changes.map((change) => JSON.stringify(change).length))).toBeLessThan(3 * 1024 * 1024);
  });

  it('refuses a scan of nothing and a name that is none', async () => {
    const world = await factsWorld();

    await expect(world.recordScan.record(scanOf([]))).rejects.toMatchObject({ code: 'empty-request' });
    await expect(world.recordScan.record(scanOf([{ name: '../a' }]))).rejects.toMatchObject({
      code: 'invalid-name',
    });
    expect([...world.current.view.recordsOf('facts')]).toEqual([]);
  });

  it('does not answer where the facts could not be stored', async () => {
    const world = await factsWorld();
    world.store.down = true;

    await expect(world.recordScan.record(scanOf([{ name: 'a' }]))).rejects.toMatchObject({
      code: 'store-unavailable',
    });
  });

  describe('advisory data', () => {
    it('is not made newer by one scan: what else is known has not been matched with it', async () => {
      const world = await factsWorld();
      const heard: string[] = [];
      world.recordScan.onOtherAdvisories = () => heard.push('other');
      await world.recordScan.record(scanOf([{ name: 'a' }]));
      const advisories = { loaded: true, advisories: 2, importedAt: '2026-02-01T00:00:00.000Z' };

      await world.recordScan.record(scanOf([{ name: 'b' }], { advisories }));

      expect((await world.getFacts.get(npm('b'))).advisoryData?.importedAt).toBe(SCANNED_AT);
      expect(heard).toEqual(['other']);
    });

    it('says plainly that there is none', async () => {
      const world = await factsWorld();

      await world.recordScan.record(
        scanOf([{ name: 'a' }], { advisories: { loaded: false, advisories: 0, importedAt: null } }),
      );

      expect((await world.getFacts.get(npm('a'))).advisoryData).toMatchObject({ loaded: false });
    });
  });

  describe('malware reports', () => {
    const infected = scanOf([{ name: 'evil', report: { verdict: 'malicious', findings: [REPORT] } }]);

    it('ban in the same act, naming the report', async () => {
      const world = await factsWorld();

      const { revision } = await world.recordScan.record(infected);

      const act = world.store.log.find(({ parts }) => parts.some(({ kind }) => kind === 'facts'));
      expect(act?.parts.map(({ kind, action }) => [kind, action])).toEqual([
        ['facts', 'scan'],
        ['package', 'ban'],
      ]);
      expect(act?.revision).toBeLessThanOrEqual(revision);
      expect(world.current.view.lookup(npm('evil'))?.banReason).toContain('MAL-1');
      await expect(reasonFor(world, 'autonomous', 'evil')).resolves.toBe('banned');
    });

    it('do not ban again what a person has lifted', async () => {
      const world = await factsWorld();
      await world.recordScan.record(infected);
      await world.unban.unban({ actor: rita, package: npm('evil') });

      await world.recordScan.record(
        scanOf([
          { name: 'evil', digest: digestOf('b'), report: { verdict: 'malicious', findings: [REPORT] } },
        ]),
      );

      expect(world.current.view.lookup(npm('evil'))?.banReason).toBeNull();
      await expect(reasonFor(world, 'autonomous', 'evil')).resolves.toBe('malicious');
    });

    it('do not ban where policy does not say so, and are never allowed', async () => {
      const world = await factsWorld();
      await putInForce(world, (policy) => ({ ...policy, malwareReportsBan: false }));

      await world.recordScan.record(infected);

      expect(world.current.view.lookup(npm('evil'))).toBeUndefined();
      await expect(reasonFor(world, 'autonomous', 'evil')).resolves.toBe('malicious');
    });

    it('leave the reason of a ban that is there', async () => {
      const world = await factsWorld();
      await world.ban.ban({ actor: rita, package: npm('evil'), reason: 'mine' });

      await world.recordScan.record(infected);

      expect(world.current.view.lookup(npm('evil'))?.banReason).toBe('mine');
    });
  });

  describe('names that did not exist', () => {
    const absent = {
      ...{ state: 'absent' as const, times: 3, askedBy: ['agent:x'], appearedAt: null },
      ...{ firstAskedAt: SCANNED_AT, lastAskedAt: SCANNED_AT },
    };

    it('are blocked in the act that sees them, with an alert', async () => {
      const world = await factsWorld();
      const at = SCANNED_AT;
      const key = JSON.stringify(['npm', 'reqeusts']);
      await world.writer.write({
        at,
        decide: () => [{ kind: 'name', key, action: 'ask', value: absent, actor: rita, at }],
      });

      await world.recordScan.record(scanOf([{ name: 'reqeusts' }, { name: 'other' }]));

      expect(world.current.view.record('name', key)?.state).toBe('appeared');
      const act = world.store.log.find(({ parts }) => parts.some(({ action }) => action === 'appear'));
      expect(act?.parts.map(({ kind }) => kind)).toEqual(['facts', 'facts', 'name']);
      expect([...world.stream.names.values()]).toEqual([
        { ecosystem: 'npm', name: 'reqeusts', times: 3, firstAskedAt: SCANNED_AT },
      ]);
      await expect(reasonFor(world, 'autonomous', 'reqeusts')).resolves.toBe('invented-name');
    });

    it('stay cleared', async () => {
      const world = await factsWorld();
      const at = SCANNED_AT;
      const key = JSON.stringify(['npm', 'fine']);
      const value = { ...absent, state: 'cleared' as const };
      await world.writer.write({
        at,
        decide: () => [{ kind: 'name', key, action: 'clear', value, actor: rita, at }],
      });

      await world.recordScan.record(scanOf([{ name: 'fine' }]));

      expect(world.current.view.record('name', key)?.state).toBe('cleared');
      expect(world.stream.names.size).toBe(0);
    });
  });

  describe('inheritance', () => {
    async function inheriting() {
      const world = await factsWorld();
      await putInForce(world, (policy) => ({
        ...policy,
        delta: { inherit: true, step: 'patch', minMaturity: 'supervised' },
      }));
      await world.recordScan.record(scanOf([{ name: 'a' }]));
      await approved(world, 'a');
      return world;
    }

    it('approves a new version in which the scan sees nothing new, in the same act', async () => {
      const world = await inheriting();

      await world.recordScan.record(scanOf([{ name: 'a', version: '1.0.1', digest: digestOf('b') }]));

      expect(world.current.view.lookup(npm('a', '1.0.1'))).toMatchObject({
        approval: 'approved',
        grant: { inheritedFrom: '1.0.0', digests: [digestOf('b')] },
      });
      const act = world.store.log.find(({ parts }) => parts.some(({ action }) => action === 'inherit'));
      expect(act?.parts.map(({ kind }) => kind)).toEqual(['facts', 'package']);
    });

    it.each([
      ['it can do more', '1.0.1', { capabilities: ['network' as const] }],
      ['it is too far away', '1.1.0', {}],
      ['it is malware', '1.0.1', { verdict: 'malicious' as const, findings: [REPORT] }],
    ])('does not where %s', async (_, version, report) => {
      const world = await inheriting();

      await world.recordScan.record(scanOf([{ name: 'a', version, digest: digestOf('b'), report }]));

      expect(world.current.view.lookup(npm('a', version))?.approval ?? 'none').toBe('none');
    });
  });
});

describe('application/facts/record-scan, of what nobody asked for', () => {
  it('tells which answers it changes, and nothing where it changes none', async () => {
    const world = await factsWorld();
    await world.recordScan.record(scanOf([{ name: 'a' }]));
    await approved(world, 'a');
    const revised = scanOf([{ name: 'a', report: { verdict: 'malicious', ownVerdict: 'malicious' } }], {
      scannedAt: '2026-01-01T00:00:01.000Z',
    });
    const before = world.stream.reevaluations.size;

    await world.recordScan.record({ ...revised, revises: true });
    await world.recordScan.record({ ...revised, revises: true });

    const told = [...world.stream.reevaluations.values()].slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ cause: 'clusters', changes: [{ name: 'a', after: { effect: 'deny' } }] });
  });
});
