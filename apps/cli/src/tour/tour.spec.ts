import * as domain from '@sallyport/domain';
import { EXIT } from '../exit-code';
import { runFake } from '../testing/run-fake';
import { detailOf, failedOf, product, tour } from '../testing/tour-run.fake';

const ALICE = { kind: 'person', id: 'alice' } as const;
const QS = { ecosystem: 'npm', name: 'qs', version: '1.2.3' } as const;

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
    expect(detailOf(report, 'Approve the npm closure')).toContain(
      'reviewer-refused for the agent that asked',
    );
    expect(detailOf(report, 'Two reviewers for interns')).toBe(
      'npm:picocolors@1.2.3: one yes second-review-pending, the same person again reviewer-refused, a second person approved',
    );
    expect(detailOf(report, 'Break the glass')).toBe(
      'npm:picocolors@1.2.3: approved with the flag breakGlass; revoked: untrusted',
    );
    expect(detailOf(report, 'Ban a range of lodash, and lift it')).toBe(
      'lodash <=1.2.3: npm:lodash@1.2.3 banned; lifted: approved',
    );
    expect(detailOf(report, 'Grant an exception, and withdraw it')).toContain(
      'from a ban: invalid-exception',
    );
    expect(detailOf(report, 'Simulate: lodash turns out to be malware')).toContain('1 skills would stop');
    expect(report.steps.length).toBeLessThanOrEqual(36);
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
    made.registry.agents.set('tour-intern', { maturity: 'autonomous', suspended: false });
    made.registry.write(left, [QS], { action: 'ban', reason: 'the tour shows a ban' });
    made.registry.write(left, [{ ...QS, name: 'lodash' }], { action: 'request' });

    const { report } = await tour(made);

    expect(failedOf(report)).toEqual([]);
    expect(detailOf(report, 'Register an agent of each maturity')).toContain('tour-intern changed back');
  });

  it('gives back what other people had approved', async () => {
    const made = product();
    made.registry.write(ALICE, [QS], { action: 'approve', minMaturity: 'intern' });

    const { report } = await tour(made);

    expect(failedOf(report)).toEqual([]);
    expect(made.registry.entryOf(QS)).toMatchObject({ approval: 'approved', minMaturity: 'intern' });
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
    made.failsOnce(
      domain.unbanPackage,
      new domain.DomainError('store-unavailable', 'The database does not answer'),
    );

    const { exit, report } = await tour(made);

    expect(exit).toBe(EXIT.denied);
    expect(failedOf(report)).toEqual(['Unban urllib3: works again', 'Install the Python skill again']);
    expect(
      made.registry.entryOf({ ecosystem: 'pypi', name: 'urllib3', version: '1.2.3' })?.banReason,
    ).toBeNull();
  });

  it('leaves neither a ban by selector nor an exception behind where ending it failed', async () => {
    const made = product();
    const error = new domain.DomainError('store-unavailable', 'The database does not answer');
    made.failsOnce(domain.liftBan, error).failsOnce(domain.withdrawException, error);

    const { exit, report } = await tour(made);

    expect(exit).toBe(EXIT.denied);
    expect(failedOf(report)).toEqual([
      'Ban a range of lodash, and lift it',
      'Grant an exception, and withdraw it',
      'Install the npm skill again',
    ]);
    expect([...made.registry.bans.values()].map(({ state }) => state)).toEqual(['lifted']);
    expect([...made.registry.exceptions.values()].map(({ state }) => state)).toEqual(['withdrawn']);
  });

  it('asks for a scan itself where the queue of scans is long', async () => {
    const made = product();
    const inspected = new Set<string>();
    made.changes(domain.getRequest, (review) => ({
      ...review,
      scan: 'pending',
      evidence: review.evidence.map((each) =>
        inspected.has(each.ecosystem) ? each : { ...each, facts: null },
      ),
    }));
    for (const ecosystem of domain.ECOSYSTEMS)
      made.changes(domain.installer[ecosystem].inspect, (inspection) => {
        inspected.add(ecosystem);
        return inspection;
      });

    const { report } = await tour(made);

    expect(failedOf(report)).toEqual([]);
    expect([...inspected].sort()).toEqual(['npm', 'pypi']);
  });

  it('goes on where it can after a failure, and says what was not possible', async () => {
    const made = product().fails(
      domain.installer.pypi.resolve,
      new domain.DomainError('registry-unreachable', 'The registry did not answer'),
    );

    const { exit, report } = await tour(made);

    expect(exit).toBe(EXIT.denied);
    expect(detailOf(report, 'Resolve the Python closure')).toContain('registry-unreachable');
    expect(detailOf(report, 'Review the Python closure')).toBe(
      'not possible: an earlier step gave no pypi request',
    );
    expect(failedOf(report)).not.toContain('Install the npm skill');
    expect(failedOf(report)).not.toContain('Verify the audit trail');
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
