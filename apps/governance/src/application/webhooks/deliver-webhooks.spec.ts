import { FakeLog } from '../ports/log.fake';
import { WebhookSender, type SendOutcome } from '../ports/webhook-sender';
import { DeliverWebhooks, MAX_ATTEMPTS } from './deliver-webhooks';
import { wantsEvent, type Delivery, type WebhookTarget } from './webhook';

class FakeSender extends WebhookSender {
  readonly sent: string[] = [];
  readonly outcomes = new Map<string, SendOutcome>();

  async send({ url }: WebhookTarget): Promise<SendOutcome> {
    this.sent.push(url);
    return this.outcomes.get(url) ?? { state: 'delivered' };
  }
}

const [A, B] = ['https://a.invalid/', 'https://b.invalid/'];
const event = (id = 'e1'): Delivery => ({
  id,
  type: 'events.x.happened',
  at: '2026-01-01T00:00:00Z',
  data: {},
});

function setUp() {
  const [sender, log] = [new FakeSender(), new FakeLog()];
  const targets = [A, B].map((url) => ({ url, secret: 's' }));
  return { sender, log, webhooks: new DeliverWebhooks(targets, sender, log) };
}

describe('application/webhooks/deliver-webhooks', () => {
  it.each<[string, string[] | undefined, boolean]>([
    ['all', undefined, true],
    ['all by pattern', ['>'], true],
    ['itself', ['events.governance.policy-refused'], true],
    ['its group', ['events.governance.>'], true],
    ['any group', ['events.*.policy-refused'], true],
    ['another', ['events.governance.registry-changed'], false],
    ['a part', ['events.governance'], false],
    ['more than it has', ['events.governance.policy-refused.>'], false],
    ['one of several', ['events.scanner.>', 'events.governance.*'], true],
  ])('a target that wants %s', (_, events, wanted) => {
    const target = { url: A, secret: 's', ...(events && { events }) };

    expect(wantsEvent(target, 'events.governance.policy-refused')).toBe(wanted);
  });

  it('tells every target once', async () => {
    const { webhooks, sender } = setUp();

    await expect(webhooks.deliver(event(), 1)).resolves.toEqual({ done: true });
    expect(sender.sent).toEqual([A, B]);
  });

  it('tries again only where it failed, later every time', async () => {
    const { webhooks, sender } = setUp();
    sender.outcomes.set(A, { state: 'failed', why: 'status 500' });

    const first = await webhooks.deliver(event(), 1);
    const second = await webhooks.deliver(event(), 2);
    sender.outcomes.clear();
    const third = await webhooks.deliver(event(), 3);

    expect([first, second, third]).toEqual([
      { done: false, againInMs: 5_000 },
      { done: false, againInMs: 30_000 },
      { done: true },
    ]);
    expect(sender.sent).toEqual([A, B, A, A]);
  });

  it('gives up loudly after the last attempt', async () => {
    const { webhooks, sender, log } = setUp();
    sender.outcomes.set(A, { state: 'failed', why: 'status 500' });

    await expect(webhooks.deliver(event(), MAX_ATTEMPTS)).resolves.toEqual({ done: true });
    expect(log.lines).toMatchObject([
      { level: 'error', fields: { id: 'e1', host: 'a.invalid', why: 'status 500' } },
    ]);
  });

  it('does not try again where the receiver is gone', async () => {
    const { webhooks, sender, log } = setUp();
    sender.outcomes.set(A, { state: 'refused', why: 'status 410' });

    await expect(webhooks.deliver(event(), 1)).resolves.toEqual({ done: true });
    expect(log.lines.map(({ level }) => level)).toEqual(['error']);
  });

  it('lets no dead target use up what the stream hands out', async () => {
    const { webhooks, sender } = setUp();
    sender.outcomes.set(A, { state: 'failed', why: 'status 500' });

    const outcomes = [];
    for (let n = 0; n < 402; n += 1) outcomes.push((await webhooks.deliver(event(`e${n}`), 1)).done);

    expect(outcomes.filter((done) => !done)).toHaveLength(400);
    expect(outcomes.slice(-2)).toEqual([true, true]);
  });
});
