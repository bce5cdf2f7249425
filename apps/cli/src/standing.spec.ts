import * as domain from '@sallyport/domain';
import { EXIT } from './exit-code';
import type { FakeProduct } from './testing/fake-product.fake';
import { runFake } from './testing/run-fake';
import { stocked } from './testing/stocked';

const HOSTILE = 'x\u001b[2J\u202e';

async function typed(product: FakeProduct, ...words: string[]) {
  return runFake(words, { product });
}

/** What holds for more than one version: set, listed, ended, and shown without letting foreign text steer. */
describe('apps/cli/standing', () => {
  it('bans a range until it is lifted', async () => {
    const product = stocked();
    const check = () => typed(product, 'check', 'npm:lodash@1.2.3', '--agent', 'supervised');

    await typed(product, 'ban', 'npm:lodash', '--range', '<2', '--reason', HOSTILE);
    const banned = await check();
    const listed = await typed(product, 'bans', '--state', 'live');
    await typed(product, 'unban', '--id', 'ban-1', '--reason', 'looked');
    const lifted = await check();

    expect([banned.exit, lifted.exit]).toEqual([EXIT.denied, EXIT.ok]);
    expect(listed.stdout).toContain('npm:lodash (<2');
    expect(listed.stdout).not.toContain('\u001b');
    expect(banned.stdout).not.toContain('\u001b');
  });

  it('approves a pattern with two people, and takes it back', async () => {
    const product = stocked();
    const terms = ['--min-maturity', 'supervised', '--without', 'network', '--note', HOSTILE];

    const proposed = await typed(product, 'approval', 'grant', '--pattern', 'npm:left-*', ...terms);
    const again = await typed(product, 'approval', 'second', 'approval-1');
    const second = await typed(product, 'approval', 'second', 'approval-1', '--actor', 'bob');
    const check = await typed(product, 'check', 'npm:left-pad@1.2.3', '--agent', 'supervised');
    const listed = await typed(product, 'approvals');
    const revoked = await typed(product, 'approval', 'revoke', 'approval-1', '--reason', 'old');

    expect(proposed.stdout).toContain('wait for a second reviewer');
    expect(proposed.stdout).toContain('until 2027-01-01T00:00:00.000Z');
    expect(again.exit).toBe(EXIT.permission);
    expect([second.exit, check.exit, revoked.exit]).toEqual([EXIT.ok, EXIT.ok, EXIT.ok]);
    expect(check.stdout).toContain('granted without: network');
    expect(listed.stdout).toContain('without network');
    expect(listed.stdout).not.toContain('\u001b');
  });

  it('grants an exception that shows as unused, and withdraws it', async () => {
    const product = stocked();
    const terms = ['--owner', HOSTILE, '--reason', HOSTILE, '--expires', '2026-02-01'];

    const granted = await typed(
      product,
      'exception',
      'grant',
      'release-too-new',
      'npm:qs',
      '--all',
      ...terms,
    );
    const unused = await typed(product, 'exceptions', '--report', 'unused');
    const withdrawn = await typed(product, 'exception', 'withdraw', 'exception-1', '--reason', 'done');
    const again = await typed(product, 'exception', 'withdraw', 'exception-1', '--reason', 'done');

    expect([granted.exit, withdrawn.exit]).toEqual([EXIT.ok, EXIT.ok]);
    expect(unused.stdout).toContain('never');
    expect(unused.stdout).not.toContain('\u001b');
    expect(again.exit).toBe(EXIT.conflict);
  });

  it('refuses the requester and the same person twice, and takes a second one', async () => {
    const product = stocked();
    await typed(product, 'request', 'pypi', 'requests', '--actor', 'asker');
    const approve = (actor: string) =>
      typed(product, 'approve', '--request', 'r2', '--min-maturity', 'intern', '--actor', actor);

    const own = await approve('asker');
    const first = await approve('bob');
    const same = await approve('bob');
    const second = await approve('carol');

    expect([own.exit, first.exit, same.exit, second.exit]).toEqual([
      EXIT.permission,
      EXIT.ok,
      EXIT.permission,
      EXIT.ok,
    ]);
    expect(first.stdout).toContain('5 wait for a second reviewer');
    expect(first.stdout).toContain('until 2027-01-01T00:00:00.000Z');
    expect(own.stderr).toContain('reviewer-refused');
  });

  it('decides many requests, each for itself', async () => {
    const product = stocked();
    await typed(product, 'request', 'pypi', 'requests', '--actor', 'asker');

    const line = [
      'approve',
      '--request',
      'r1',
      '--request',
      'r2',
      '--min-maturity',
      'supervised',
      '--note',
      'ok',
    ];
    const run = await typed(product, ...line);

    expect(run.exit).toBe(EXIT.conflict);
    expect(run.stdout).toContain('transition-refused');
    expect(run.stdout).toContain('5 changed');
    expect(product.asked.at(-1)).toMatchObject({
      subject: domain.reviewMany.subject,
      request: { reviews: [{ requestId: 'r1', action: 'approve', reason: 'ok' }, { requestId: 'r2' }] },
    });
  });

  it('shows a refused closure with the way to each package', async () => {
    const product = stocked();
    const { stdout: document } = await typed(product, 'request', 'npm', 'express', '--json');
    const files = { '/home/me/project/lock.json': document };
    const line = ['check', '--closure', 'lock.json', '--agent', 'supervised'];

    const text = await runFake(line, { product, files });
    const json = await runFake([...line, '--json'], { product, files });

    expect(text.exit).toBe(EXIT.denied);
    expect(text.stdout).toContain('33 of 33 packages stand in the way');
    expect(text.stdout).toContain('express@1.2.3 > body-parser@1.2.3 >');
    expect(JSON.parse(json.stdout)).toMatchObject({ allowed: false, checked: 33 });
  });

  it('answers nothing for a part of a closure', async () => {
    const product = stocked().changes(domain.getRequest, (review) => ({
      ...review,
      evidence: review.evidence.slice(0, 3),
      evidenceLeftOut: 30,
    }));

    const check = await typed(product, 'check', '--request', 'r1', '--agent', 'supervised');
    const review = await typed(product, 'review', 'r1');

    expect(check).toMatchObject({ exit: EXIT.usage, stdout: '' });
    expect(review.stdout).toContain('30 packages did not fit');
  });

  it('imports agents from a file as it is', async () => {
    const product = stocked();
    const text = 'agentId,maturity\na1,intern\na2,student\n';

    const run = await runFake(['agents', 'import', 'a.csv'], {
      product,
      files: { '/home/me/project/a.csv': text },
    });

    expect(run).toMatchObject({ exit: EXIT.ok, users: ['admin'] });
    expect(product.asked.at(-1)?.request).toMatchObject({ format: 'csv', text });
  });
});
