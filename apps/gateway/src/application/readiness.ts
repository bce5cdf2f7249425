import { DomainError, SERVICE_NAMES, type ServiceName } from '@sallyport/domain';
import type { ServiceBus } from './ports/service-bus';

/** Asked without a token, and every question goes to all services: more often than this the last answer is given again. */
const FRESH_MS = 1_000;
/** The detonator is there only where the operator wants it: what it is missing for is told by decisions. */
const NEEDED = SERVICE_NAMES.filter((name) => name !== 'gateway' && name !== 'detonator');

export interface ReadinessReport {
  ready: boolean;
  bus: boolean;
  services: Partial<Record<ServiceName, boolean>>;
  missing: string[];
}

/** Ready: the bus answers, and each service answers on it. */
export class Readiness {
  private last: { at: number; report: Promise<ReadinessReport> } | undefined;

  constructor(
    private readonly bus: ServiceBus,
    private readonly now: () => number,
  ) {}

  check(): Promise<ReadinessReport> {
    if (!this.last || this.now() - this.last.at >= FRESH_MS)
      this.last = { at: this.now(), report: this.ask() };
    return this.last.report;
  }

  private async ask(): Promise<ReadinessReport> {
    try {
      const found = new Set((await this.bus.discover()).map(({ name }) => name));
      const missing = NEEDED.filter((name) => !found.has(name));
      const services = Object.fromEntries(NEEDED.map((name) => [name, found.has(name)]));
      return { ready: missing.length === 0, bus: true, services, missing };
    } catch (cause) {
      if (!DomainError.is(cause)) throw cause;
      return { ready: false, bus: false, services: {}, missing: ['bus'] };
    }
  }
}
