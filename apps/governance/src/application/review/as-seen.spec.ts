import { bob, fakeGovernance, npm, requestExactly, rita, type FakeGovernance } from '../governance.fake';
import { scanned } from '../scanned.fake';

const ALL = ['a', 'b', 'c', 'd'].map((name) => npm(name));

const approve = (governance: FakeGovernance, target: object) =>
  governance.approve.approve({ actor: rita, minMaturity: 'supervised', ...target });

async function withRequest() {
  const governance = await fakeGovernance();
  await scanned(governance, ...ALL);
  const { requestId } = await requestExactly(governance, 'a@1.0.0', 'b@1.0.0', 'c@1.0.0');
  return { governance, requestId };
}

describe('governance/application/review/as-seen', () => {
  const seen = (governance: FakeGovernance) => governance.store.log.length;

  it.each<[string, (governance: FakeGovernance) => Promise<unknown>, string]>([
    [
      'an approval',
      (governance) => approve(governance, { packages: [npm('b')] }),
      'person:rita did "approve" on npm:b@1.0.0',
    ],
    [
      'a ban',
      (governance) => governance.ban.ban({ actor: bob, package: npm('b'), reason: 'bad' }),
      'person:bob did "ban"',
    ],
    [
      'a new scan',
      (governance) => scanned(governance, { ...npm('b'), scan: { capabilities: ['network'] } }),
      'What is known of npm b 1.0.0 changed',
    ],
  ])('%s since then is a conflict', async (_title, act, message) => {
    const { governance, requestId } = await withRequest();
    const seenRevision = seen(governance);
    await act(governance);

    const late = { requestId, actor: bob, seenRevision, minMaturity: 'supervised' as const };
    await expect(governance.approve.approve(late)).rejects.toMatchObject({
      code: 'review-conflict',
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, (governance: FakeGovernance) => Promise<unknown>]>([
    ['a request of the same', (governance) => requestExactly(governance, 'a@1.0.0', 'new@1.0.0')],
    ['a decision about another', (governance) => approve(governance, { packages: [npm('d')] })],
    ['nothing', async () => undefined],
  ])('%s since then is none', async (_title, act) => {
    const { governance, requestId } = await withRequest();
    const seenRevision = seen(governance);
    await act(governance);

    expect(await approve(governance, { requestId, seenRevision })).toMatchObject({ changed: 3 });
  });

  it('two reviewers at once: one wins, the other is told', async () => {
    const { governance, requestId } = await withRequest();
    const seenRevision = seen(governance);

    const outcomes = await Promise.allSettled([
      governance.approve.approve({ actor: rita, requestId, minMaturity: 'supervised', seenRevision }),
      governance.reject.reject({ actor: bob, requestId, reason: 'no', seenRevision }),
    ]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'review-conflict' },
    });
    expect(governance.store.log).toHaveLength(seenRevision + 1);
  });
});
