import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayConfig } from './config';
import { tokensText, TOKENS } from './gateway.fake';

describe('apps/gateway/config', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sallyport-gateway-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  afterAll(() => rmSync(directory, { recursive: true }));

  it('reads the tokens once and has defaults for the rest', () => {
    const config = GatewayConfig.parse({
      GATEWAY_TOKENS_FILE: file('tokens.json', tokensText),
      GATEWAY_PORT: '0',
    });

    expect(config).toMatchObject({
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: 0,
      GATEWAY_INSTALL_WAIT_MS: 600_000,
    });
    expect(config.GATEWAY_TOKENS_FILE.find(TOKENS.admin)).toEqual({ id: 'p-admin', role: 'admin' });
  });

  it('reports all faults together', () => {
    const parsed = GatewayConfig.safeParse({
      GATEWAY_TOKENS_FILE: file('broken.json', '[]'),
      GATEWAY_PORT: '70000',
      GATEWAY_INSTALL_WAIT_MS: 'long',
    });

    expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([
      'GATEWAY_PORT',
      'GATEWAY_TOKENS_FILE',
      'GATEWAY_INSTALL_WAIT_MS',
    ]);
  });

  it.each([
    ['no file named', {}],
    ['a file that is not there', { GATEWAY_TOKENS_FILE: join(directory, 'none.json') }],
  ])('does not start with %s', (_, env) => {
    expect(GatewayConfig.safeParse(env).success).toBe(false);
  });
});
