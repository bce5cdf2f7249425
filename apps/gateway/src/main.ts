import 'reflect-metadata';
import { busConfigFromEnv, logger, parseConfig, stopOnSignals } from '@sallyport/messaging';
import { BackgroundBus } from './adapters/nats/background-bus';
import { createServer } from './server';
import { GatewayConfig } from './config';

/** Installs that are waited for get this long to be answered after a signal, milliseconds. */
const GRACE_MS = 10_000;

async function main(): Promise<void> {
  const config = parseConfig(GatewayConfig);
  const bus = new BackgroundBus(busConfigFromEnv('gateway'));
  const app = await createServer({
    bus,
    tokens: config.GATEWAY_TOKENS_FILE,
    installWaitMs: config.GATEWAY_INSTALL_WAIT_MS,
  });
  stopOnSignals(
    'gateway',
    async () => {
      await app.close();
      await bus.close();
    },
    GRACE_MS,
  );
  await app.listen(config.GATEWAY_PORT, config.GATEWAY_HOST);
  logger.info({ ready: true, service: 'gateway', url: await app.getUrl() }, 'The gateway is ready');
}

main().catch((cause: unknown) => {
  logger.fatal({ cause, service: 'gateway' }, 'The gateway could not start');
  process.exit(1);
});
