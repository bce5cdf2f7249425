import * as domain from '@sallyport/domain';
import { EXIT } from '../exit-code';
import type { FakeProduct } from '../testing/fake-product.fake';
import { runFake } from '../testing/run-fake';
import { failedOf, FILES, product, tour } from '../testing/tour-run.fake';
import { SAMPLES } from './samples';
import type { TourReport } from './tour';

/** A product that does one thing wrong: the tour has to see it. */
describe('apps/cli/tour: what it must not overlook', () => {
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
    [
      'whoever asked may approve',
      (made) => made.on(domain.approvePackages, () => ({ revision: 1, changed: 1, unchanged: 0 })),
      'Approve the npm closure',
    ],
    [
      'one reviewer is enough for interns',
      (made) => made.changes(domain.approvePackages, ({ awaitingSecond: _, ...receipt }) => receipt),
      'Two reviewers for interns',
    ],
    [
      'a broken glass is not flagged',
      (made) => made.changes(domain.checkPackage, ({ breakGlass: _, ...decision }) => decision),
      'Break the glass',
    ],
    [
      'a ban of a range is not enforced',
      (made) => made.on(domain.setBan, () => ({ revision: 1, changed: 1, unchanged: 0, banId: 'b1' })),
      'Ban a range of lodash, and lift it',
    ],
    [
      'a ban can be excepted',
      (made) =>
        made.on(domain.grantException, () => ({ revision: 1, changed: 1, unchanged: 0, exceptionId: 'e1' })),
      'Grant an exception, and withdraw it',
    ],
    [
      'a simulation sees no change',
      (made) => made.changes(domain.simulatePolicy, (reply) => ({ ...reply, changes: [] })),
      'Simulate: lodash turns out to be malware',
    ],
    [
      'the request is not in the queue',
      (made) => made.changes(domain.listRequests, (reply) => ({ ...reply, requests: [] })),
      'See the review queue',
    ],
    [
      'a package of the request is never scanned',
      (made) =>
        made.changes(domain.getRequest, (reply) => ({
          ...reply,
          scan: 'failed',
          evidence: reply.evidence.map((each) => ({ ...each, facts: null })),
        })),
      'Review the npm closure',
    ],
    [
      'checks are not counted',
      (made) =>
        made.changes(domain.governanceStats, (stats) => ({
          ...stats,
          checks: { ...stats.checks, total: 0 },
        })),
      'Count what was asked',
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
      'Review the npm closure',
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
