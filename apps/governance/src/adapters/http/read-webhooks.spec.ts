import { readWebhooks } from './read-webhooks';

const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
const short = `whsec_${Buffer.alloc(23, 1).toString('base64')}`;
const url = 'https://hooks.invalid/x';

describe('adapters/http/read-webhooks', () => {
  it.each([
    ['none', []],
    ['one', [{ url, secret }]],
    ['one with events', [{ url, secret, events: ['events.scanner.>', 'events.*.policy-refused', '>'] }]],
    [
      'the loopback interface',
      [
        { url: 'http://127.0.0.1:8080/x', secret },
        { url: 'http://[::1]/x', secret },
      ],
    ],
  ])('reads %s', (_, targets) => {
    expect(readWebhooks(JSON.stringify(targets))).toEqual(targets);
  });

  it.each<[string, unknown]>([
    ['no list', { url, secret }],
    ['plain http', [{ url: 'http://hooks.invalid/x', secret }]],
    ['a look-alike of the loopback interface', [{ url: 'http://127.0.0.1.hooks.invalid/', secret }]],
    ['another protocol', [{ url: 'file:///etc/passwd', secret }]],
    ['credentials', [{ url: 'https://user:pass@hooks.invalid/', secret }]],
    ['no address', [{ url: 'hooks', secret }]],
    ['no secret', [{ url }]],
    ['a short secret', [{ url, secret: short }]],
    ['a secret without its prefix', [{ url, secret: secret.slice(6) }]],
    ['an empty list of events', [{ url, secret, events: [] }]],
    ['an event that is none', [{ url, secret, events: ['events..x'] }]],
    ['an open end in the middle', [{ url, secret, events: ['events.>.x'] }]],
    [
      'one address twice',
      [
        { url, secret },
        { url, secret },
      ],
    ],
    ['an unknown field', [{ url, secret, retries: 3 }]],
  ])('refuses %s', (_, targets) => {
    expect(() => readWebhooks(JSON.stringify(targets))).toThrow();
  });

  it('refuses what is no JSON, and never repeats a secret', () => {
    expect(() => readWebhooks('[')).toThrow('a JSON array');
    expect(() => readWebhooks(JSON.stringify([{ url, secret: 'my-plain-secret' }]))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('my-plain-secret') }),
    );
  });
});
