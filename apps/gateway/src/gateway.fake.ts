import { createHash } from 'node:crypto';
import {
  checkClosure,
  checkPackage,
  ENDPOINTS,
  installer,
  reportClosure,
  ROLES,
  type ClosureReport,
  type Role,
} from '@sallyport/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FakeServiceBus } from './application/ports/service-bus.fake';
import { TokenBook } from './application/token-book';
import { createServer } from './server';

export const TOKENS: Readonly<Record<Role, string>> = {
  viewer: 'tv',
  executor: 'te',
  reviewer: 'tr',
  admin: 'ta',
};

export const tokensText = JSON.stringify(
  ROLES.map((role) => ({
    id: `p-${role}`,
    role,
    sha256: createHash('sha256').update(TOKENS[role]).digest('hex'),
  })),
);

export const DENIED = {
  allowed: false,
  effect: 'deny',
  reasonCode: 'banned',
  reason: 'Banned for all agents: test',
  maturityRequired: null,
  evidence: [],
  nextStep: null,
  eligibleAt: null,
  revision: 7,
  policyVersion: 'test@0',
};

export const REPORT: ClosureReport = {
  createdAt: '2026-03-01T00:00:00.000Z',
  revision: 7,
  packages: 1,
  sources: { advisories: { loaded: false, advisories: 0, importedAt: null }, epss: null, kev: null },
  findings: [],
  findingsLeftOut: 0,
  decisions: null,
};

/** All services are there, and every endpoint answers something. */
export function resetServices(bus: FakeServiceBus): void {
  bus.connected = true;
  bus.asked.splice(0);
  for (const endpoint of ENDPOINTS) bus.serve(endpoint, () => ({ from: endpoint.subject }));
  bus.serve(checkPackage, () => DENIED);
  bus.serve(checkClosure, ({ packages }: { packages: unknown[] }) => ({
    allowed: true,
    checked: packages.length,
    revision: 7,
    policyVersion: 'test@0',
    without: [],
    refused: [],
  }));
  bus.serve(reportClosure, () => REPORT);
  for (const { install, job } of Object.values(installer)) {
    bus.serve(install, () => ({ jobId: 'j1' }));
    bus.serve(job, () => ({
      jobId: 'j1',
      state: 'done',
      installation: { skillId: 's', warnings: [] },
      error: null,
    }));
  }
}

export async function startFakeGateway(): Promise<{ app: NestFastifyApplication; bus: FakeServiceBus }> {
  const bus = new FakeServiceBus();
  resetServices(bus);
  const tokens = TokenBook.parse(tokensText);
  return { app: await createServer({ bus, tokens, installWaitMs: 60_000, installPollMs: 1 }), bus };
}

export interface Asked {
  method: string;
  url: string;
  body?: unknown;
  role?: Role;
  headers?: Record<string, string>;
}

export async function ask(app: NestFastifyApplication, { method, url, body, role, headers = {} }: Asked) {
  const token = role === undefined ? {} : { authorization: `Bearer ${TOKENS[role]}` };
  const content = body === undefined ? {} : { 'content-type': 'application/json' };
  const payload =
    body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return app.inject({
    method: method as 'GET',
    url,
    headers: { ...content, ...token, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
}
