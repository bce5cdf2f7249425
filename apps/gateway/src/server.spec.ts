import { request } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startFakeGateway, TOKENS } from './gateway.fake';

describe('apps/gateway/server', () => {
  let app: NestFastifyApplication;
  let port: number;

  beforeAll(async () => {
    ({ app } = await startFakeGateway());
    await app.listen(0, '127.0.0.1');
    port = (app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(() => app.close());

  function get(path: string): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      const asked = request(
        { port, path, headers: { authorization: `Bearer ${TOKENS.viewer}` } },
        (reply) => {
          let body = '';
          reply.on('data', (chunk: Buffer) => (body += chunk.toString()));
          reply.on('end', () => resolve({ status: reply.statusCode, body }));
        },
      );
      asked.on('error', reject).end();
    });
  }

  function send(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('close', () => resolve(answer)).on('error', reject);
    });
  }

  it('serves over a real socket', async () => {
    await expect(get('/api/packages/stats')).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    [
      'an agent id of 1 MB in the address',
      `/api/packages/check?agent_id=${'a'.repeat(1024 ** 2)}&package_name=x&version=1`,
      431,
      'payload-too-large',
    ],
  ])('refuses %s with an error body', async (_, path, status, code) => {
    const answer = await get(path);

    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ code });
  });

  it('refuses what is no HTTP with an error body', async () => {
    const answer = await send('HELO gateway\r\n\r\n');

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'invalid-request' });
  });
});
