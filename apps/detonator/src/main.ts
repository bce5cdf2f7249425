import 'reflect-metadata';
import { parseConfig, startService } from '@sallyport/messaging';
import { detonatorModule } from './app.module';
import { DetonatorConfig } from './config';

const config = parseConfig(DetonatorConfig);
void startService({ name: 'detonator', module: () => detonatorModule(config) });
