import * as domain from '@sallyport/domain';
import { EXIT } from '../exit-code';
import { FakeProduct } from '../testing/fake-product.fake';
import { CONNECT, runFake, type FakeRun } from '../testing/run-fake';
import type { RestAnswer } from '../surroundings';
import { SAMPLES } from './samples';
import type { TourReport } from './tour';

const ALICE = { kind: 'person', id: 'alice' } as const;
const QS = { ecosystem: 'npm', name: 'qs', version: '1.2.3' } as const;
const GATEWAY = 'http://127.0.0.1:8080';
const FILES = {
  '/home/me/.sallyport/connect.json': JSON.stringify({ ...CONNECT, gatewayUrl: GATEWAY }),
  '/home/me/.sallyport/tokens.json': JSON.stringify({ executor: 'secret-token' }),
};

/** A product whose sandbox gives what the tour's code would. */
function product(): FakeProduct {
  const made = new FakeProduct();
  for (const { ecosystem, skillId, proof } of SAMPLES) {
    made.installers[ecosystem].results.set(skillId, { result: { ...proof } as never });
  }
  return made;
}

/** The gateway in front of it. */
function restOf(made: FakeProduct) {
  return (url: string, bearer: string): RestAnswer => {
    const { pathname, searchParams } = new URL(url);
    const ecosystem = pathname === '/api/packages/npm/check' ? 'npm' : 'pypi';
    const id = domain.packageId({
      ecosystem,
      name: searchParams.get('package_name'),
      version: searchParams.get('version'),
    });
    if (bearer !== 'secret-token') return { status: 401, body: {} };
    return { status: 200, body: made.registry.decide(searchParams.get('agent_id') ?? '', id) };
  };
}

async function tour(made: FakeProduct, ...words: string[]): Promise<FakeRun & { report: TourReport }> {
  const run = await runFake(['tour', '--json', ...words], {
    product: made,
    files: FILES,
    rest: restOf(made),
  });
  return { ...run, report: JSON.parse(run.stdout) as TourReport };
}

const failedOf = ({ steps }: TourReport) => steps.filter(({ ok }) => !ok).map(({ name }) => name);
const detailOf = ({ steps }: TourReport, name: string) => steps.find((step) => step.name === name)?.detail;

describe('apps/cli/tour', () => {
  it('shows the main job', async () => {
    const { exit, report } = await tour(product());

    expect(failedOf(report)).toEqual([]);
    expect(exit).toBe(EXIT.ok);
    expect(report).toMatchObject({ ok: true, totals: { failed: 0, executions: 6 } });
    expect(detailOf(report, 'Check: nothing is approved')).toBe('student-blocked 4, unknown-package 6');
    expect(detailOf(report, 'Check: requested is not approved')).toBe('student-blocked 4, pending-review 6');
    expect(detailOf(report, 'Check: maturity decides')).toBe(
      'student-blocked 4, maturity-too-low 2, approved 4',
    );
    expect(detailOf(report, 'Run npm code: refused')).toBe(
      'execution-denied: express@1.2.3 > body-parser@1.2.3 > qs@1.2.3 is banned',
    );
    expect(detailOf(report, 'Ban qs: denied at once')).toContain('REST says banned too');
  });

  it('can be taken again, and says what it took back', async () => {
    const made = product();
    await tour(made);

    const { exit, report } = await tour(made);

    expect(failedOf(report)).toEqual([]);
    expect(exit).toBe(EXIT.ok);
    expect(detailOf(report, 'Take back what was approved for npm')).toBe(
      'an earlier approval of 34 packages was revoked',
    );
    expect(detailOf(report, 'Check: nothing is approved')).toBe('student-blocked 4, untrusted 6');
  });

  it('starts over from what a broken tour left', async () => {
    const made = product();
    const left = { kind: 'person', id: 'tour' } as const;
    made.registry.agents.set('tour-intern', 'autonomous');
    made.registry.write(left, [QS], { action: 'ban', reason: 'the tour shows a ban' });
    made.registry.write(left, [{ ...QS, name: 'lodash' }], { action: 'request' });

    const { report } = await tour(made);

    expect(failedOf(report)).toEqual([]);
    expect(detailOf(report, 'Register an agent of each maturity')).toContain('tour-intern changed back');
  });

  it('gives back what other people had approved', async () => {
    const made = product();
    made.registry.write(ALICE, [QS], { action: 'approve', minMaturity: 'autonomous' });

    const { report } = await tour(made);

    expect(failedOf(report)).toEqual([]);
    expect(made.registry.entryOf(QS)).toMatchObject({ approval: 'approved', minMaturity: 'autonomous' });
  });

  it('lifts no ban of other people, not even for a moment', async () => {
    const made = product();
    made.registry.write(ALICE, [QS], { action: 'ban', reason: 'really bad' });

    const { exit, report } = await tour(made);

    expect(exit).toBe(EXIT.denied);
    expect(detailOf(report, 'Take back what was approved for npm')).toContain(
      'banned by person:alice (really bad)',
    );
    expect(made.registry.entryOf(QS)?.banReason).toBe('really bad');
  });

  it('leaves no ban behind where lifting it in its step failed', async () => {
    const made = product();
    let tries = 0;
    made.on(domain.unbanPackage, ({ actor, package: pkg }) => {
      if (tries++ === 0) throw new domain.DomainError('store-unavailable', 'The database does not answer');
      return made.registry.write(actor, [domain.packageId(pkg)], { action: 'unban' });
    });

    const { exit, report } = await tour(made);

    expect(exit).toBe(EXIT.denied);
    expect(failedOf(report)).toEqual(['Unban urllib3: works again', 'Install the Python skill again']);
    expect(
      made.registry.entryOf({ ecosystem: 'pypi', name: 'urllib3', version: '1.2.3' })?.banReason,
    ).toBeNull();
  });

  it('goes on where it can after a failure, and says what was not possible', async () => {
    const made = product().fails(
      domain.installer.pypi.resolve,
      new domain.DomainError('registry-unreachable', 'The registry did not answer'),
    );

    const { exit, report } = await tour(made);

    expect(exit).toBe(EXIT.denied);
    expect(detailOf(report, 'Resolve the Python closure')).toContain('registry-unreachable');
    expect(detailOf(report, 'Scan the Python closure')).toBe(
      'not possible: an earlier step gave no pypi closure',
    );
    expect(failedOf(report)).not.toContain('Install the npm skill');
    expect(failedOf(report)).not.toContain('Verify the audit trail');
  });

  const wrongDecision = (made: FakeProduct, change: Partial<domain.Decision>) =>
    made.on(domain.checkPackage, ({ agentId, ...pkg }) => ({
      ...made.registry.decide(agentId, domain.packageId(pkg)),
      ...change,
    }));

  it.each<[string, (made: FakeProduct) => unknown, string]>([
    [
      'everything is allowed',
      (made) => wrongDecision(made, { allowed: true, effect: 'allow', reasonCode: 'approved' }),
      'Check: nothing is approved',
    ],
    [
      'the wrong reason is given',
      (made) => wrongDecision(made, { allowed: false, effect: 'deny', reasonCode: 'untrusted' }),
      'Check: maturity decides',
    ],
    [
      'a ban is not enforced',
      (made) => made.on(domain.banPackage, () => ({ revision: 1, changed: 1, unchanged: 0 })),
      'Ban qs: denied at once',
    ],
    ['refused code runs', (made) => runsAnyway(made), 'Run npm code: refused'],
    [
      'the code gives another result',
      (made) => made.installers.npm.results.set('tour-npm', { result: { sum: 11 } }),
      'Run npm code in its sandbox',
    ],
    [
      'something malicious is found',
      (made) => (made.installers.npm.verdict = 'malicious'),
      'Scan the npm closure',
    ],
    [
      'the closure is too small',
      (made) => made.on(domain.installer.npm.resolve, () => SMALL),
      'Resolve the npm closure',
    ],
    [
      'the trail is not intact',
      (made) => made.on(domain.auditVerify, () => BROKEN),
      'Verify the audit trail',
    ],
    [
      'the trail misses decisions',
      (made) => made.on(domain.auditVerify, () => ({ ...BROKEN, intact: true, faults: [] })),
      'Verify the audit trail',
    ],
    [
      'events are never archived',
      (made) => made.on(domain.auditStats, () => NEVER_ARCHIVED),
      'Verify the audit trail',
    ],
  ])('fails where %s', async (_, spoil, step) => {
    const made = product();
    spoil(made);

    const { exit, report } = await tour(made);

    expect(exit).toBe(EXIT.denied);
    expect(failedOf(report)).toContain(step);
  });

  it('fails where REST says something else', async () => {
    const made = product();

    const run = await runFake(['tour', '--json'], {
      product: made,
      files: FILES,
      rest: () => ({ status: 401, body: {} }),
    });

    expect(run.exit).toBe(EXIT.denied);
    expect(failedOf(JSON.parse(run.stdout) as TourReport)).toContain('Ban qs: denied at once');
  });

  it('cleans up where it is asked to', async () => {
    const made = product();

    const { report } = await tour(made, '--cleanup');

    expect(failedOf(report)).toEqual([]);
    expect(made.installers.npm.installed.size + made.installers.pypi.installed.size).toBe(0);
    expect(made.registry.entryOf(QS)?.approval).toBe('revoked');
  });

  it('tells a person step by step and ends with a table', async () => {
    const { exit, stdout } = await runFake(['tour'], { product: product() });

    expect(exit).toBe(EXIT.ok);
    expect(stdout).toContain('what happened');
    expect(stdout).toContain('The tour is complete.');
    // eslint-disable-next-line no-control-regex -- neither colour nor what foreign text brings
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

const HEAD = { sequence: 9, hash: 'f'.repeat(64) };
const BROKEN = {
  intact: false,
  events: 9,
  decisions: 0,
  head: HEAD,
  faults: [{ kind: 'sequence-gap', where: 'event 3' }],
};
const NEVER_ARCHIVED = { events: 9, decisions: 9, byType: {}, head: HEAD, pending: 4 };
const SMALL = {
  lock: { ecosystem: 'npm', target: 'test', requirements: [], roots: [], packages: [] },
  lockDigest: `sha256:${'0'.repeat(64)}`,
};

function runsAnyway(made: FakeProduct): void {
  const { proof } = SAMPLES[1] as (typeof SAMPLES)[number];
  made.on(domain.installer.npm.execute, () => ({
    execution: {
      result: proof,
      error: null,
      stdout: '',
      stderr: '',
      truncated: false,
      exitCode: 0,
      death: 'exited',
      usage: { wallMs: 1, cpuMs: null, maxMemoryBytes: null },
    },
    imageId: 'sha256:x',
    revision: 1,
  }));
}
