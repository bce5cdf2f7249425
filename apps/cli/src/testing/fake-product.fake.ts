import type { ClientBus } from '@sallyport/client';
import * as domain from '@sallyport/domain';
import { DomainError, type Endpoint, type ReplyOf, type RequestOf } from '@sallyport/domain';
import { FakeInstaller } from './fake-installer.fake';
import { FakeRegistry } from './fake-registry.fake';
import { AT, NO_ADVISORIES } from './fixed-facts';

type Handler = (request: never) => unknown;

/** A whole Sallyport in memory behind one bus. Bodies cross it as JSON and are held to the contracts both ways. */
export class FakeProduct implements ClientBus {
  readonly registry = new FakeRegistry();
  readonly installers = {
    pypi: new FakeInstaller('pypi', this.registry),
    npm: new FakeInstaller('npm', this.registry),
  };
  readonly asked: { subject: string; request: unknown }[] = [];
  advisoriesLoaded = false;
  private readonly handlers = new Map<string, Handler>();

  constructor() {
    this.registry.serve(this);
    for (const installer of Object.values(this.installers)) installer.serve(this);
    this.on(domain.auditStats, () => ({
      events: 7,
      decisions: this.registry.decisions,
      byType: { [domain.registryChanged.subject]: 3 },
      head: HEAD,
      pending: 0,
    }));
    this.on(domain.auditVerify, () => ({ ...INTACT, decisions: this.registry.decisions }));
    this.on(domain.auditSearch, () => ({ events: [ARCHIVED] }));
    this.on(domain.advisoryStatus, () => ({ ...NO_ADVISORIES, byEcosystem: {} }));
    this.on(domain.importAdvisories, () => ({
      read: 2,
      imported: 1,
      unchanged: 0,
      refused: [{ file: 'BAD.json', reason: 'no id' }],
      refusedCount: 1,
      advisories: { loaded: true, advisories: 1, importedAt: AT },
    }));
  }

  /** Serves an endpoint, in place of what served it before. */
  on<E extends Endpoint>(endpoint: E, handle: (request: domain.ParsedRequestOf<E>) => unknown): this {
    this.handlers.set(endpoint.subject, handle as Handler);
    return this;
  }

  /** The endpoint fails from now on. */
  fails(endpoint: Endpoint, error: DomainError): this {
    return this.on(endpoint, () => {
      throw error;
    });
  }

  async call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<ReplyOf<E>> {
    const parsed = endpoint.request.parse(overTheWire(request));
    this.asked.push({ subject: endpoint.subject, request: parsed });
    const handle = this.handlers.get(endpoint.subject);
    if (!handle) throw new DomainError('nobody-listens', `No service serves ${endpoint.subject} now`);
    return endpoint.reply.parse(overTheWire(await handle(parsed as never))) as ReplyOf<E>;
  }

  subscribe(): { unsubscribe(): void } {
    return { unsubscribe: () => undefined };
  }

  async discover() {
    const endpoints = [...this.handlers.keys()].map((subject) => ({
      name: subject,
      subject,
      requests: 0,
      errors: 0,
    }));
    return [
      { name: 'governance', id: 'G1', version: '0.1.0', endpoints },
      {
        name: 'scanner',
        id: 'S1',
        version: '0.1.0',
        endpoints: [domain.scanClosure, domain.getReport].map(({ subject }) => ({
          name: subject,
          subject,
          requests: 0,
          errors: 0,
        })),
      },
    ];
  }

  async close(): Promise<void> {}
}

const HEAD = { sequence: 7, hash: 'f'.repeat(64) };
const INTACT = { intact: true, events: 7, head: HEAD, faults: [] };
const ARCHIVED = {
  sequence: 7,
  id: 'e7',
  type: domain.registryChanged.subject,
  at: AT,
  service: 'governance',
  data: { who: 'person:me\u001b[2J' },
  previousHash: 'e'.repeat(64),
  hash: HEAD.hash,
};

function overTheWire(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body));
}
