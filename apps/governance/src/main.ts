import 'reflect-metadata';
import { startService } from '@sallyport/messaging';
import { directChecks } from './adapters/nats/direct-checks';
import { GovernanceModule } from './app.module';
import { readConfig } from './config';

const config = readConfig();
void startService({
  name: 'governance',
  module: (bus) => GovernanceModule.with(bus, config),
  direct: directChecks,
});
