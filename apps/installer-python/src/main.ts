import { parseConfig, startService } from '@sallyport/messaging';
import { appModule } from './app.module';
import { Config } from './config';

const config = parseConfig(Config);
void startService({ name: 'installer-python', module: (bus) => appModule(bus, config, process.env) });
