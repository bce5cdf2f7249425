import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Delivery } from '../../application/webhooks/webhook';
import { SignedWebhookSender } from './signed-webhook-sender';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const EVENT: Delivery = {
  id: 'event-1',
  type: 'events.governance.policy-refused',
  at: '2026-01-01T00:00:00.000Z',
  data: { faults: ['é'] },
};

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

describe('adapters/http/signed-webhook-sender', () => {
  let server: Server;
  let url: string;
  let received: Received[];
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    received = [];
    answer = (response) => response.writeHead(204).end();
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        answer(response);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const verify = ({ headers, body }: Received, secret = SECRET) =>
    new Webhook(secret).verify(body, headers as Record<string, string>);

  it('posts what a receiver can verify', async () => {
    const outcome = await new SignedWebhookSender().send({ url, secret: SECRET }, EVENT);

    expect(outcome).toEqual({ state: 'delivered' });
    expect(verify(received[0] as Received)).toEqual({
      type: EVENT.type,
      timestamp: EVENT.at,
      data: EVENT.data,
    });
    expect(received[0]?.headers['webhook-id']).toBe('event-1');
  });

  it('signs with nothing but the secret', async () => {
    await new SignedWebhookSender().send({ url, secret: SECRET }, EVENT);

    const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    expect(() => verify(received[0] as Received, other)).toThrow();
    expect(() => verify({ ...(received[0] as Received), body: '{}' })).toThrow();
  });

  it('keeps the id over attempts and signs each anew', async () => {
    const times = ['2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z'];
    const sender = new SignedWebhookSender(() => new Date(times.shift() as string));
    answer = (response) => response.writeHead(received.length === 1 ? 500 : 200).end();

    const outcomes = [
      await sender.send({ url, secret: SECRET }, EVENT),
      await sender.send({ url, secret: SECRET }, EVENT),
    ];

    expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'delivered']);
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(['event-1', 'event-1']);
    expect(new Set(received.map(({ headers }) => headers['webhook-signature'])).size).toBe(2);
  });

  it.each([
    [200, 'delivered'],
    [299, 'delivered'],
    [301, 'failed'],
    [400, 'failed'],
    [410, 'refused'],
    [503, 'failed'],
  ])('takes status %d as %s', async (status, state) => {
    answer = (response) => response.writeHead(status, { location: url }).end();

    await expect(new SignedWebhookSender().send({ url, secret: SECRET }, EVENT)).resolves.toMatchObject({
      state,
    });
    expect(received).toHaveLength(1);
  });

  it('does not wait for ever, nor for the body of an answer', async () => {
    answer = () => undefined;
    const hanging = await new SignedWebhookSender(undefined, 200).send({ url, secret: SECRET }, EVENT);
    answer = (response) => void response.writeHead(200).write('and so on');
    const endless = await new SignedWebhookSender().send({ url, secret: SECRET }, EVENT);

    expect([hanging.state, endless.state]).toEqual(['failed', 'delivered']);
  });

  it('fails where nobody listens', async () => {
    const sender = new SignedWebhookSender();

    await expect(sender.send({ url: 'http://127.0.0.1:1/', secret: SECRET }, EVENT)).resolves.toMatchObject({
      state: 'failed',
    });
  });

  it('tells of what is too large without its data', async () => {
    await new SignedWebhookSender().send(
      { url, secret: SECRET },
      { ...EVENT, data: 'x'.repeat(2 * 1024 * 1024) },
    );

    expect(verify(received[0] as Received)).toMatchObject({ type: EVENT.type, data: null, truncated: true });
  });
});
