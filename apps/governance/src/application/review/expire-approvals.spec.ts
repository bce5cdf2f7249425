import { bob, fakeGovernance, npm, reasonFor, rita } from '../governance.fake';
import { scanned } from '../scanned.fake';
import { settled } from '../ports/clock.fake';
import { SEEN_AT_ONCE } from './expire-approvals';
import { ExpirySweeper } from './expiry-sweeper';

const TEN_MINUTES_MS = 600_000;

async function withEnds() {
  const governance = await fakeGovernance();
  await scanned(governance, npm('a'), npm('b'));
  const terms = { actor: rita, minMaturity: 'supervised' as const };
  await governance.approve.approve({ ...terms, packages: [npm('a')], expiresAt: '2026-01-01T00:10:00Z' });
  await governance.approve.approve({ ...terms, packages: [npm('b')], expiresAt: '2026-01-02' });
  const selector = { kind: 'all', ecosystem: 'npm', name: 'c' };
  const live = await governance.approvals.grant.grant({
    ...terms,
    selector,
    expiresAt: '2026-01-01T00:10:00Z',
  });
  await governance.approvals.second.second({ actor: bob, approvalId: live.approvalId ?? '' });
  const proposed = { ...selector, name: 'd' };
  await governance.approvals.grant.grant({ ...terms, selector: proposed, expiresAt: '2026-01-01T00:10:00Z' });
  return governance;
}

describe('governance/application/review/expire-approvals', () => {
  it('writes down nothing before its time', async () => {
    const governance = await withEnds();

    expect(await governance.review.expire.expire()).toBe(0);
  });

  it('writes down what has ended, once, and nothing else', async () => {
    const governance = await withEnds();
    await governance.clock.advance(TEN_MINUTES_MS);

    expect(await governance.review.expire.expire()).toBe(3);
    expect(await governance.review.expire.expire()).toBe(0);

    const { view } = governance.current;
    expect(view.lookup(npm('a'))).toEqual({ approval: 'expired', minMaturity: null, banReason: null });
    expect(view.lookup(npm('b'))?.approval).toBe('approved');
    expect((await governance.approvals.list.list({ state: 'expired' })).approvals).toHaveLength(2);
    const actions = governance.store.log
      .slice(-2)
      .flatMap(({ parts }) => parts.map(({ kind, action, actor }) => `${kind} ${action} ${actor.kind}`));
    expect(actions).toEqual(['package expire service', 'approval expire service', 'approval expire service']);
  });

  it('is not waited for: the decision looks at the end itself', async () => {
    const governance = await withEnds();
    await governance.clock.advance(TEN_MINUTES_MS);

    expect(await reasonFor(governance, 'supervised', 'a')).toBe('approval-expired');
  });

  it('two replicas at once write it down once', async () => {
    const governance = await withEnds();
    await governance.clock.advance(TEN_MINUTES_MS);

    const counts = await Promise.all([governance.review.expire.expire(), governance.review.expire.expire()]);

    expect(counts.reduce((sum, count) => sum + count)).toBe(3);
  });

  it('lets checks be answered in between when it looks through many', async () => {
    const governance = await fakeGovernance();
    const packages = Array.from({ length: SEEN_AT_ONCE + 1 }, (_, n) => npm(`p${n}`));
    await scanned(governance, ...packages);
    await governance.approve.approve({
      actor: rita,
      packages,
      minMaturity: 'supervised',
      expiresAt: '2026-01-01T00:10:00Z',
    });
    await governance.clock.advance(TEN_MINUTES_MS);
    let expired: number | undefined;
    const expiring = governance.review.expire.expire().then((count) => (expired = count));

    await settled();
    const beforeTheLast = expired;
    await governance.clock.advance(1);
    await expiring;

    expect([beforeTheLast, expired]).toEqual([undefined, packages.length]);
  });

  it('what a person approved again meanwhile does not expire', async () => {
    const governance = await withEnds();
    await governance.clock.advance(TEN_MINUTES_MS);
    await governance.approve.approve({ actor: bob, packages: [npm('a')], minMaturity: 'supervised' });

    await governance.review.expire.expire();

    expect(governance.current.view.lookup(npm('a'))?.approval).toBe('approved');
  });
});

describe('governance/application/review/expiry-sweeper', () => {
  it('sweeps every minute, survives a dead database, and stops', async () => {
    const governance = await withEnds();
    const sweeper = new ExpirySweeper(governance.review.expire, governance.clock, governance.log);
    sweeper.start();
    await governance.clock.advance(TEN_MINUTES_MS - 120_000);
    governance.store.down = true;
    await governance.clock.advance(180_000);
    const duringOutage = governance.current.view.lookup(npm('a'))?.approval;
    governance.store.down = false;
    await governance.clock.advance(60_000);

    await sweeper.stop();

    expect(duringOutage).toBe('approved');
    expect(governance.current.view.lookup(npm('a'))?.approval).toBe('expired');
  });
});
