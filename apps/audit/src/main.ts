import 'reflect-metadata';
import { parseConfig, startService } from '@sallyport/messaging';
import { AuditModule } from './app.module';
import { AuditConfig } from './config';

const config = parseConfig(AuditConfig);
void startService({ name: 'audit', module: () => AuditModule.forRoot(config) });
