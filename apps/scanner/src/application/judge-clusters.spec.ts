import { DomainError } from '@sallyport/domain';
import { ATTACK_CLUSTERS } from '../../../../test/attacks/clusters/attacks';
import { after, published } from '../../../../test/attacks/clusters/cluster';
import { HONEST_CLUSTERS } from '../../../../test/attacks/clusters/honest';
import { asking, quiet, stealer } from '../../../../test/attacks/clusters/pieces';
import { npm } from '../../../../test/attacks/packages';
import { clusterWorld } from '../testing/cluster-world.fake';

const hook = (name: string, version = '1.0.0') =>
  npm(name, version, {
    manifest: { scripts: { postinstall: 'node install.js' } },
    files: { 'install.js': quiet('same') },
  });
const NAMES = ['yield-vault-math', 'swap-route-table', 'perp-funding'] as const;
const MEMBERS = published(
  NAMES.map((name) => hook(name)),
  1,
);

describe('application/judge-clusters', () => {
  it.each(ATTACK_CLUSTERS.map((cluster) => [cluster.id, cluster] as const))(
    'holds %s',
    async (_, cluster) => {
      const world = await clusterWorld();

      for (const member of cluster.members) await world.scan(member);

      expect(world.held()).toEqual([...cluster.held].sort());
      expect(world.accused()).toEqual([...(cluster.accused ?? cluster.held)].sort());
    },
  );

  it.each(HONEST_CLUSTERS.map((cluster) => [cluster.id, cluster] as const))(
    'holds nobody for %s',
    async (_, cluster) => {
      const world = await clusterWorld();

      for (const member of cluster.members) await world.scan(member);

      expect(world.clusterFindings()).toEqual([]);
    },
  );

  it('says which file, in which other packages, since when, and tells again of those before', async () => {
    const world = await clusterWorld();
    for (const member of MEMBERS) await world.scan(member);

    const [finding] = world.reportOf('perp-funding')?.findings ?? [];
    expect(finding).toMatchObject({
      rule: 'file-in-unrelated-packages',
      severity: 'high',
      file: 'install.js',
      evidence: `since ${after(0)}`,
    });
    expect(finding?.message).toContain('npm yield-vault-math 1.0.0');
    expect(finding?.message).toContain('npm swap-route-table 1.0.0');
    expect(world.governance.scans.map(({ report }) => report.verdict)).toEqual([
      'warning',
      'warning',
      'suspicious',
    ]);
    expect(
      world.governance.revisions.map(({ lock, report }) => [lock.packages.length, report.verdict]),
    ).toEqual([[2, 'suspicious']]);
    expect(world.governance.revisions[0]?.lock.packages[0]?.artifact.filename).toBe(
      'yield-vault-math-1.0.0.tgz',
    );
    expect(await world.reports.newest(world.digestOf('yield-vault-math'))).toMatchObject({
      verdict: 'suspicious',
    });
  });

  it('tells once, and stays with what it said when the same is scanned again', async () => {
    const world = await clusterWorld();
    for (const member of [...MEMBERS, ...MEMBERS]) await world.scan(member);

    expect(world.governance.revisions).toHaveLength(1);
    expect(world.held()).toEqual([...NAMES].sort());
  });

  it('tells again where governance could not be told', async () => {
    const world = await clusterWorld();
    await world.scan(MEMBERS[0]);
    await world.scan(MEMBERS[1]);
    world.governance.failure = new DomainError('timeout', 'no answer');
    await expect(world.scan(MEMBERS[2])).rejects.toMatchObject({ code: 'timeout' });
    world.governance.failure = undefined;

    await world.scan(MEMBERS[2]);

    expect(world.held()).toEqual([...NAMES].sort());
    expect(world.governance.revisions).toHaveLength(1);
  });

  it('lets all go when it turns out that the file is an old one', async () => {
    const world = await clusterWorld();
    for (const member of MEMBERS) await world.scan(member);

    await world.scan({ sample: hook('old-anchor'), publishedAt: '2020-01-01T00:00:00.000Z' });

    expect(world.held()).toEqual([]);
    expect(world.governance.revisions.map(({ report }) => report.verdict)).toEqual(['suspicious', 'warning']);
  });

  it('holds what has a file of a package that a malware report names since', async () => {
    const world = await clusterWorld();
    const asks = (name: string) =>
      npm(name, '1.0.0', {
        manifest: { scripts: { postinstall: 'node install.js' } },
        files: { 'install.js': asking('notices.invalid') },
      });
    await world.scan({ sample: asks('reported'), publishedAt: after(0) });
    await world.scan({ sample: asks('other-one'), publishedAt: after(1) });
    const before = world.clusterFindings();
    await world.reportMalware('reported');

    await world.scan({ sample: asks('third-one'), publishedAt: after(9_000) });

    expect(before).toEqual([]);
    expect(world.accused()).toEqual(['other-one', 'third-one']);
  });

  it('accuses nobody of what malware has copied from it', async () => {
    const world = await clusterWorld();
    const copied = { 'lib/tool.js': quiet('copied') };
    const malware = { ...copied, 'evil.js': stealer('a.invalid') };
    await world.scan({ sample: npm('copycat', '1.0.0', { files: malware }), publishedAt: after(0) });

    await world.scan({ sample: npm('the-original', '1.0.0', { files: copied }), publishedAt: after(1) });

    expect(world.reportOf('copycat')?.verdict).toBe('malicious');
    expect(world.clusterFindings()).toEqual([]);
  });
});
