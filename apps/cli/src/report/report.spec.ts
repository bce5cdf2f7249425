import * as domain from '@sallyport/domain';
import type { ClosureReport, ReportedFinding } from '@sallyport/domain';
import { EXIT } from '../exit-code';
import { closureOf } from '../testing/closures';
import { FakeProduct } from '../testing/fake-product.fake';
import { runFake } from '../testing/run-fake';

const HOSTILE = 'x\u001b[2J\u202e\n';
const LOADED = { loaded: true, advisories: 48_301, importedAt: '2026-01-01T00:00:00.000Z' };

const finding = (own: Partial<ReportedFinding> = {}): ReportedFinding => ({
  ...{ id: 'GHSA-1', aliases: ['CVE-1', 'GHSA-1'], severity: 'high', fixedIn: ['2.0.0'], malware: false },
  ...{ summary: 'reads too far', introducedIn: '1.0.0', publishedAt: '2026-01-02T00:00:00Z' },
  ...{ vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', score: 7.5, sureness: 'range' },
  ...{ epss: null, kev: null, statement: null },
  ...{ package: { ecosystem: 'npm', name: 'qs', version: '1.2.3' }, path: ['express@1.2.3', 'qs@1.2.3'] },
  ...own,
});
const STATEMENT = {
  ...{ id: 's1', advisory: 'CVE-1', owner: 'ann', reason: 'not shipped' },
  justification: 'component_not_present' as const,
  expiresAt: '2026-12-31T00:00:00.000Z',
};

function productWith(findings: ReportedFinding[], own: Partial<ClosureReport> = {}): FakeProduct {
  return new FakeProduct().on(domain.reportClosure, () => ({
    createdAt: '2026-03-01T00:00:00.000Z',
    revision: 7,
    packages: 34,
    sources: { advisories: LOADED, epss: null, kev: null },
    findings,
    findingsLeftOut: 0,
    decisions: null,
    ...own,
  }));
}

const report = (product: FakeProduct, ...words: string[]) => runFake(['report', ...words], { product });
const asked = (product: FakeProduct) =>
  product.asked.find(({ subject }) => subject === domain.reportClosure.subject);

describe('apps/cli/report', () => {
  it('tells what, where, since when, how sure and fixed where', async () => {
    const product = productWith([
      finding({
        ...{ epss: { probability: 0.9712, percentile: 0.998 } },
        kev: { addedOn: '2026-01-05', dueOn: '2026-01-26', ransomware: true },
      }),
    ]);

    const { stdout, exit, users } = await report(product, 'npm:express@1.2.3');

    expect(stdout.split('\n')).toEqual([
      '1 finding on 1 of 34 package versions: 1 known to be exploited, 1 high',
      '   48301 advisories, imported 2026-01-01T00:00:00.000Z; no EPSS scores, no KEV catalogue',
      '',
      'HIGH  npm:qs@1.2.3  GHSA-1',
      '   what       reads too far',
      '   where      express@1.2.3 > qs@1.2.3',
      '   affected   since 1.0.0, published 2026-01-02',
      '   fixed in   2.0.0',
      '   sure       the version lies in a range of the advisory',
      '   also       CVE-1',
      '   severity   high 7.5  CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
      '   exploited  known since 2026-01-05 (KEV), by ransomware, due 2026-01-26',
      '   likely     97.1 % to be exploited within 30 days, more than 99.8 % of all (EPSS)',
      '',
    ]);
    expect([exit, users]).toEqual([EXIT.denied, ['viewer']]);
  });

  it.each<[string, ReportedFinding[], Partial<ClosureReport>, number]>([
    ['nothing', [], {}, EXIT.ok],
    ['an advisory', [finding()], {}, EXIT.denied],
    ['an advisory that is stated not to affect', [finding({ statement: STATEMENT })], {}, EXIT.ok],
    ['malware, whatever is stated', [finding({ malware: true, statement: STATEMENT })], {}, EXIT.denied],
    ['what did not fit', [], { findingsLeftOut: 1 }, EXIT.denied],
    [
      'no advisories to look in',
      [],
      { sources: { advisories: { loaded: false, advisories: 0, importedAt: null }, epss: null, kev: null } },
      EXIT.failed,
    ],
  ])('ends by its status where there is %s', async (_title, findings, own, exit) => {
    expect((await report(productWith(findings, own), 'npm:express@1.2.3')).exit).toBe(exit);
  });

  it('says that it looked in nothing, and never that nothing is open', async () => {
    const sources = { advisories: { loaded: false, advisories: 0, importedAt: null }, epss: null, kev: null };

    const { stdout } = await report(productWith([], { sources }), 'npm:express@1.2.3');

    expect(stdout).toContain('NOT looked for');
    expect(stdout).not.toContain('nothing open');
  });

  it('shows what is stated apart, with who answers for it until when', async () => {
    const { stdout } = await report(productWith([finding({ statement: STATEMENT })]), 'npm:express@1.2.3');

    expect(stdout).toContain('1 stated not to affect');
    expect(stdout).toContain(
      'npm:qs@1.2.3  GHSA-1 (high): component_not_present, not shipped; ann, until 2026-12-31T00:00:00.000Z',
    );
  });

  it('shows the worst of many and counts the rest', async () => {
    const many = Array.from({ length: 40 }, (_, index) => finding({ id: `GHSA-${index}` }));

    const { stdout } = await report(productWith(many, { findingsLeftOut: 3 }), 'npm:express@1.2.3');

    expect(stdout.match(/^HIGH {2}/gm)).toHaveLength(15);
    expect(stdout).toContain('and 25 more findings: 25 high');
    expect(stdout).toContain('3 more findings, the mildest, did not fit');
  });

  it('tells what an agent would be told, of findings and of what is refused otherwise', async () => {
    const decision = {
      ...{ allowed: false, effect: 'deny' as const, reasonCode: 'banned' as const, reason: 'Banned: stolen' },
      ...{ maturityRequired: null, evidence: [], nextStep: null, eligibleAt: null, revision: 7 },
      policyVersion: 'p@1',
    };
    const other = { ecosystem: 'npm' as const, name: 'left', version: '1.0.0' };
    const product = productWith([finding()], {
      decisions: {
        agentId: 'a1',
        allowed: false,
        packages: [
          { package: finding().package, path: [], decision },
          { package: other, path: ['express@1.2.3', 'left@1.0.0'], decision },
        ],
        packagesLeftOut: 2,
      },
    });

    const { stdout } = await report(product, 'npm:express@1.2.3', '--agent', 'a1');

    expect(stdout).toContain('a1 may not use it: 4 packages stand in the way');
    expect(stdout).toContain('   a1: denied, Banned: stolen (banned)');
    expect(stdout).toContain('denied  npm:left@1.0.0 by express@1.2.3 > left@1.0.0: Banned: stolen (banned)');
    expect(asked(product)?.request).toMatchObject({ agentId: 'a1' });
  });

  it('lets no foreign text steer the terminal', async () => {
    const hostile = finding({
      ...{
        id: HOSTILE,
        aliases: [HOSTILE, 'b'],
        summary: HOSTILE,
        fixedIn: [HOSTILE],
        introducedIn: HOSTILE,
      },
      ...{ vector: HOSTILE, path: [HOSTILE, HOSTILE], statement: null },
    });
    const stated = finding({ statement: { ...STATEMENT, reason: HOSTILE, owner: HOSTILE } });

    const { stdout } = await report(productWith([hostile, stated]), 'npm:express@1.2.3');

    // eslint-disable-next-line no-control-regex -- control characters are exactly what must not be there
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
    expect(stdout).toContain('\\u001b[2J');
  });

  it.each([
    ['sarif', { version: '2.1.0' }],
    ['cyclonedx', { bomFormat: 'CycloneDX', specVersion: '1.6' }],
    ['report', { revision: 7 }],
  ])('writes %s as one JSON document', async (format, expected) => {
    const words = ['npm:express@1.2.3', '--format', format];

    expect(JSON.parse((await report(productWith([finding()]), ...words, '--json')).stdout)).toMatchObject(
      expected,
    );
  });

  it.each(['sarif', 'cyclonedx'])('writes %s without --json too', async (format) => {
    const { stdout } = await report(productWith([finding()]), 'npm:express@1.2.3', '--format', format);

    expect(() => JSON.parse(stdout)).not.toThrow();
  });

  it('takes a lock with its tree, and names it in SARIF', async () => {
    const product = productWith([finding()]);
    const lock = closureOf('npm', ['express']);
    const files = { '/home/me/project/a lock.json': JSON.stringify({ lock }) };

    const { stdout } = await runFake(['report', '--closure', 'a lock.json', '--format', 'sarif'], {
      product,
      files,
    });

    expect(asked(product)?.request).toMatchObject({ ecosystem: 'npm', roots: ['express'] });
    expect(asked(product)?.request).toHaveProperty('packages.0.dependencies');
    expect(JSON.parse(stdout).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      'a%20lock.json',
    );
  });

  it('takes what is installed for a skill, from the decision that it was built on', async () => {
    const product = productWith([]);
    const payload = Buffer.from(
      JSON.stringify({
        ...{ iss: 'sallyport-governance', agentId: 'a1', ecosystem: 'npm', effect: 'allow', allowed: true },
        ...{ packages: [{ name: 'qs', version: '1.2.3' }], without: [], revision: 1, policyVersion: 'p@1' },
        decidedAt: '2026-01-01T00:00:00.000Z',
      }),
    ).toString('base64url');
    await installed(product, `h.${payload}.s`);

    const { exit } = await report(product, '--installed', 's1', '--ecosystem', 'npm');

    expect(exit).toBe(EXIT.ok);
    expect(asked(product)?.request).toEqual({
      ecosystem: 'npm',
      packages: [{ name: 'qs', version: '1.2.3' }],
    });
  });

  it.each([undefined, 'h.e30.s', 'nothing'])(
    'has no report of an installation whose decision is %s',
    async (jws) => {
      const product = productWith([]);
      await installed(product, jws);

      expect((await report(product, '--installed', 's1', '--ecosystem', 'npm')).exit).toBe(EXIT.failed);
      expect(asked(product)).toBeUndefined();
    },
  );

  it.each<[string, string[]]>([
    ['nothing', []],
    ['two ways at once', ['npm:a@1.0.0', '--request', 'r1']],
    ['two ecosystems', ['npm:a@1.0.0', 'pypi:a==1']],
    ['an unknown format', ['npm:a@1.0.0', '--format', 'xml']],
    ['a skill of no ecosystem', ['--installed', 's1']],
    ['a file that is no lock', ['--closure', 'missing.json']],
  ])('refuses %s', async (_title, words) => {
    const product = productWith([]);

    expect((await report(product, ...words)).exit).toBe(EXIT.usage);
    expect(asked(product)).toBeUndefined();
  });
});

/** A product whose npm skill `s1` has this record. */
async function installed(product: FakeProduct, signedDecision: string | undefined): Promise<void> {
  product.on(domain.installer.npm.status, ({ skillId }) => ({
    installation: {
      ...{ skillId, ecosystem: 'npm', agentId: 'a1', requirements: ['qs'], packages: 1, reused: false },
      ...{ lockDigest: `sha256:${'a'.repeat(64)}`, sbomDigest: `sha256:${'b'.repeat(64)}`, revision: 1 },
      ...{ image: 'i', imageId: 'i', verdict: 'clean', warnings: [], steps: {} },
      installedAt: '2026-01-01T00:00:00.000Z',
      ...(signedDecision === undefined ? {} : { signedDecision }),
    },
    imagePresent: true,
  }));
}
