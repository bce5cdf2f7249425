import type { Lock } from '@sallyport/domain';
import { bob, fakeGovernance, npm, requestExactly, rita, sam, type FakeGovernance } from '../governance.fake';
import { lockOf } from '../ports/resolver.fake';
import { scanned } from '../scanned.fake';

async function withRequests() {
  const governance = await fakeGovernance();
  await scanned(governance, npm('a'), npm('b'));
  const first = await requestExactly(governance, 'a@1.0.0', 'b@1.0.0');
  await governance.clock.advance(1_000);
  const second = await requestExactly(governance, 'x@1.0.0');
  return { governance, first: first.requestId, second: second.requestId };
}
const approve = (governance: FakeGovernance, requestId: string, asked: object = {}) =>
  governance.approve.approve({ actor: rita, requestId, minMaturity: 'supervised', ...asked });
const listed = async (governance: FakeGovernance, query: object = {}) =>
  (await governance.review.list.list({ limit: 100, ...query })).requests.map(({ requestId }) => requestId);

describe('governance/application/review/list-requests', () => {
  it('is oldest first, with what is known of each', async () => {
    const { governance, first, second } = await withRequests();
    await governance.store.noteScan(first, { state: 'done', at: governance.clock.now().toISOString() });

    const { requests, next } = await governance.review.list.list({ limit: 100 });

    expect(next).toBeNull();
    expect(requests).toMatchObject([
      {
        requestId: first,
        requirements: ['a@1.0.0', 'b@1.0.0'],
        requestedBy: 'person:sam',
        state: 'open',
        packages: 2,
        waiting: 2,
        awaitingSecond: 0,
        scan: 'done',
        verdict: 'clean',
        worst: null,
      },
      { requestId: second, scan: 'pending', verdict: null, worst: null },
    ]);
  });

  it.each<[string, object, string]>([
    ['suspicious code', { verdict: 'suspicious' }, 'suspicious'],
    ['no verdict of one file', { verdict: 'unknown' }, 'unknown'],
    ['malicious code', { verdict: 'malicious' }, 'malicious'],
  ])('shows the worst of a closure: %s', async (_title, scan, verdict) => {
    const { governance } = await withRequests();
    await scanned(governance, { ...npm('b'), scan });

    const { requests } = await governance.review.list.list({ limit: 1 });

    expect(requests[0]).toMatchObject({ verdict });
  });

  it('tells who waits for a second reviewer, and what is decided', async () => {
    const { governance, first, second } = await withRequests();
    await approve(governance, first, { minMaturity: 'intern' });

    expect((await governance.review.list.list({ limit: 1 })).requests[0]).toMatchObject({
      awaitingSecond: 2,
    });
    await approve(governance, first, { minMaturity: 'intern', actor: bob });
    expect(await listed(governance, { state: 'open' })).toEqual([second]);
    expect(await listed(governance, { state: 'decided' })).toEqual([first]);
    expect(await listed(governance)).toEqual([first, second]);
  });

  it.each(['open', 'decided'] as const)('gives every %s request once, page by page', async (state) => {
    const governance = await fakeGovernance();
    await scanned(governance, npm('a'));
    const expected = { open: [] as string[], decided: [] as string[] };
    for (let turn = 0; turn < 3; turn += 1) {
      const { requestId } = await requestExactly(governance, 'a@1.0.0');
      await approve(governance, requestId);
      expected.decided.push(requestId);
      await governance.clock.advance(1_000);
      expected.open.push((await requestExactly(governance, `x@1.0.${turn}`)).requestId);
      await governance.clock.advance(1_000);
    }
    const pages: string[][] = [];

    for (let after: string | undefined | null = undefined; after !== null;) {
      const page: Awaited<ReturnType<typeof governance.review.list.list>> = await governance.review.list.list(
        { state, limit: 2, after },
      );
      pages.push(page.requests.map(({ requestId }) => requestId));
      after = page.next;
    }

    expect(pages).toEqual([expected[state].slice(0, 2), expected[state].slice(2)]);
  });

  it.each(['%%%', Buffer.from('["x","y"]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuses the cursor %j',
    async (after) => {
      const { governance } = await withRequests();

      await expect(governance.review.list.list({ limit: 1, after })).rejects.toMatchObject({
        code: 'invalid-request',
      });
    },
  );
});

describe('governance/application/review/get-request', () => {
  const nested: Lock = {
    ...lockOf('npm', [
      ['a', '1.1.0', 'node_modules/a'],
      ['b', '1.0.0', 'node_modules/b'],
    ]),
  };
  const [root, leaf] = nested.packages;
  const lock: Lock = {
    ...nested,
    packages: [{ ...root, dependencies: ['node_modules/b'] }, { ...leaf }] as Lock['packages'],
  };

  async function withClosure() {
    const governance = await fakeGovernance();
    await scanned(governance, npm('a'), npm('a', '1.1.0'), {
      ...npm('b'),
      scan: { capabilities: ['network'] },
    });
    await governance.approve.approve({ actor: rita, packages: [npm('a')], minMaturity: 'supervised' });
    governance.resolver.answer = lock;
    const asked = { actor: sam, ecosystem: 'npm', requirements: ['a@^1.1'], closure: true };
    const { requestId } = await governance.request.request(asked);
    return { governance, requestId };
  }

  it('shows every package with facts, delta, path and what an autonomous agent would be answered', async () => {
    const { governance, requestId } = await withClosure();
    await scanned(governance, { ...npm('a', '1.1.0'), scan: { capabilities: ['subprocess'] } });

    const reply = await governance.review.get.get({ requestId });

    expect(reply).toMatchObject({ requestId, lockDigest: expect.stringMatching(/^sha256:/), state: 'open' });
    expect(reply.evidence).toMatchObject([
      {
        name: 'a',
        version: '1.1.0',
        entry: { approval: 'requested' },
        facts: { artifacts: [{ capabilities: ['subprocess'] }] },
        delta: { from: '1.0.0', gained: ['subprocess'] },
        path: ['a@1.1.0'],
        ifApproved: { allowed: true, reasonCode: 'approved' },
      },
      { name: 'b', delta: null, path: ['a@1.1.0', 'b@1.0.0'], ifApproved: { allowed: true } },
    ]);
    expect(reply.evidenceLeftOut).toBeUndefined();
  });

  it('shows the worst first, and that an approval would not help', async () => {
    const { governance, requestId } = await withClosure();
    await governance.ban.ban({ actor: rita, package: npm('b'), reason: 'bad' });

    const { evidence } = await governance.review.get.get({ requestId });

    expect(evidence).toMatchObject([
      { name: 'b', ifApproved: { effect: 'deny', reasonCode: 'banned' } },
      { name: 'a', ifApproved: { effect: 'allow' } },
    ]);
  });

  it('says what is not known', async () => {
    const governance = await fakeGovernance();
    const { requestId } = await requestExactly(governance, 'new@1.0.0');

    expect((await governance.review.get.get({ requestId })).evidence).toMatchObject([
      { facts: null, delta: null, path: [], ifApproved: { allowed: false, reasonCode: 'not-scanned' } },
    ]);
  });

  it('says why two people are needed', async () => {
    const { governance, requestId } = await withClosure();

    expect((await governance.review.get.get({ requestId })).twoReviewers).toEqual([
      'two people decide what agents up to intern may use',
    ]);
  });

  it('looking changes nothing', async () => {
    const { governance, requestId } = await withClosure();
    const before = governance.store.log.length;

    await governance.review.get.get({ requestId });

    expect(governance.store.log).toHaveLength(before);
    expect(governance.current.view.lookup(npm('b'))?.approval).toBe('requested');
  });

  it('has the comments on this request, in order, whoever wrote them', async () => {
    const { governance, requestId } = await withClosure();
    const other = await requestExactly(governance, 'x@1.0.0');
    const agent = { kind: 'agent' as const, id: 'autonomous' };
    await governance.review.comment.comment({ actor: agent, requestId, text: 'needed for the report' });
    await governance.review.comment.comment({ actor: rita, requestId: other.requestId, text: 'elsewhere' });
    await governance.review.comment.comment({ actor: rita, requestId, text: 'why b?' });

    const at = governance.clock.now().toISOString();
    expect((await governance.review.get.get({ requestId })).comments).toEqual([
      { by: 'agent:autonomous', at, text: 'needed for the report' },
      { by: 'person:rita', at, text: 'why b?' },
    ]);
  });

  it('an unknown request is an error, also to comment on', async () => {
    const governance = await fakeGovernance();
    const error = { code: 'request-not-found' };

    await expect(governance.review.get.get({ requestId: 'none' })).rejects.toMatchObject(error);
    await expect(
      governance.review.comment.comment({ actor: rita, requestId: 'none', text: 'x' }),
    ).rejects.toMatchObject(error);
  });
});

describe('governance/application/review/review-many', () => {
  it('decides each by itself and says what became of it', async () => {
    const { governance, first, second } = await withRequests();
    const third = await requestExactly(governance, 'y@1.0.0');

    const { results } = await governance.review.many.review({
      actor: rita,
      reviews: [
        { requestId: first, action: 'approve', minMaturity: 'supervised' },
        { requestId: second, action: 'approve', minMaturity: 'supervised' },
        { requestId: third.requestId, action: 'reject', reason: 'no' },
        { requestId: first, action: 'revoke', reason: 'mistaken' },
        { requestId: 'none', action: 'reject', reason: 'no' },
        { requestId: first, action: 'approve' },
        { requestId: first, action: 'reject', reason: ' ' },
      ],
    });

    expect(results.map(({ receipt, error }) => receipt?.changed ?? error?.code)).toEqual([
      2,
      'scan-missing',
      1,
      2,
      'request-not-found',
      'invalid-request',
      'invalid-request',
    ]);
  });

  it('is for people', async () => {
    const { governance, first } = await withRequests();

    const { results } = await governance.review.many.review({
      actor: { kind: 'agent', id: 'autonomous' },
      reviews: [
        { requestId: first, action: 'approve', minMaturity: 'supervised' },
        { requestId: first, action: 'reject', reason: 'no' },
        { requestId: first, action: 'revoke', reason: 'no' },
      ],
    });

    expect(results.map(({ error }) => error?.code)).toEqual(Array(3).fill('reviewer-refused'));
  });
});
