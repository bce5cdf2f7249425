import { Controller, Get, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Readiness } from '../../application/readiness';

@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process lives; nothing else is looked at, so that a missing service does not restart the gateway. */
  @Get('/health')
  @RouteConfig({ isPublic: true })
  health() {
    return { status: 'up' };
  }

  @Get('/ready')
  @RouteConfig({ isPublic: true })
  async ready(@Res() reply: FastifyReply) {
    const report = await this.readiness.check();
    await reply.status(report.ready ? 200 : 503).send(report);
  }
}
