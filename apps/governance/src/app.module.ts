import { Module, type DynamicModule } from '@nestjs/common';
import { Bus } from '@sallyport/messaging';
import { openDatabase, whileAvailable } from '@sallyport/postgres';
import { DataSource } from 'typeorm';
import { DATABASE } from './adapters/postgres/database';
import { Config } from './config';
import { AGENT_CONTROLLERS, AGENT_PROVIDERS } from './wiring/agents';
import { CHECK_PROVIDERS } from './wiring/checks';
import { FACTS_CONTROLLERS, FACTS_PROVIDERS } from './wiring/facts';
import { FOLLOW_CONTROLLERS, FOLLOW_PROVIDERS } from './wiring/follow';
import { PACKAGE_CONTROLLERS, PACKAGE_PROVIDERS } from './wiring/packages';
import { POLICY_CONTROLLERS, POLICY_PROVIDERS } from './wiring/policy';
import { PORTS, REGISTRY } from './wiring/registry';
import { REPORT_CONTROLLERS, REPORT_PROVIDERS } from './wiring/reports';
import { SIGNING_CONTROLLERS, SIGNING_PROVIDERS } from './wiring/signing';
import { SNAPSHOT_PROVIDERS } from './wiring/snapshots';

@Module({})
export class GovernanceModule {
  static with(bus: Bus, config: Config): DynamicModule {
    return {
      module: GovernanceModule,
      controllers: [
        ...PACKAGE_CONTROLLERS,
        ...AGENT_CONTROLLERS,
        ...FACTS_CONTROLLERS,
        ...FOLLOW_CONTROLLERS,
        ...POLICY_CONTROLLERS,
        ...SIGNING_CONTROLLERS,
        ...REPORT_CONTROLLERS,
      ],
      providers: [
        { provide: Bus, useValue: bus },
        { provide: Config, useValue: config },
        {
          provide: DataSource,
          useFactory: () => whileAvailable(() => openDatabase(DATABASE, config.databaseUrl)),
        },
        ...PORTS(bus, config),
        ...REGISTRY(bus),
        ...CHECK_PROVIDERS,
        ...PACKAGE_PROVIDERS,
        ...AGENT_PROVIDERS,
        ...FACTS_PROVIDERS,
        ...FOLLOW_PROVIDERS,
        ...POLICY_PROVIDERS,
        ...SIGNING_PROVIDERS,
        ...REPORT_PROVIDERS,
        ...SNAPSHOT_PROVIDERS,
      ],
    };
  }
}
