import 'reflect-metadata';
import { startService } from '@sallyport/messaging';
import { ScannerModule } from './app.module';
import { readConfig } from './config';

const config = readConfig();
void startService({ name: 'scanner', module: (bus) => ScannerModule.with(bus, config) });
