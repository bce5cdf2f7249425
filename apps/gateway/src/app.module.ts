import { Module, type DynamicModule } from '@nestjs/common';
import { SallyportClient } from '@sallyport/client';
import { HealthController } from './adapters/rest/health.controller';
import type { Services } from './adapters/rest/route';
import { controllerOf, SERVICES } from './adapters/rest/route-controller';
import { ROUTES } from './adapters/rest/routes';
import { InstallSkill } from './application/install-skill';
import { ServiceBus } from './application/ports/service-bus';
import { Readiness } from './application/readiness';

export interface GatewayOptions {
  readonly bus: ServiceBus;
  readonly installWaitMs: number;
  readonly installPollMs?: number;
}

@Module({})
export class GatewayModule {
  static forRoot({ bus, installWaitMs, installPollMs }: GatewayOptions): DynamicModule {
    const client = SallyportClient.over(bus);
    const poll = installPollMs === undefined ? {} : { pollMs: installPollMs };
    const services: Services = {
      client,
      install: new InstallSkill(bus, client, { waitMs: installWaitMs, ...poll }),
    };
    return {
      module: GatewayModule,
      controllers: [controllerOf(ROUTES), HealthController],
      providers: [
        { provide: SERVICES, useValue: services },
        { provide: Readiness, useValue: new Readiness(bus, Date.now) },
      ],
    };
  }
}
