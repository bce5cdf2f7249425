import { DomainError, type ErrorCode } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { Inspector } from '../ports/inspector';
import { Log } from '../ports/log';
import { RegistryStore, type PackageRequest } from '../ports/registry-store';

/** Requests that are looked at in one round; the others wait for the next. */
const REQUESTS_PER_ROUND = 50;
/** Until a scan that failed for a passing reason is tried again; after the last one it is noted as failed. */
const RETRY_AFTER_MS: readonly number[] = [2_000, 10_000, 60_000, 300_000];

/** Faults of ours that say nothing of the request: tried again for as long as they last. */
const OURS: ReadonlySet<ErrorCode> = new Set(['nobody-listens', 'bus-unavailable', 'store-unavailable']);
/** Faults that may be gone in a moment. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'timeout',
  'registry-unreachable',
  'disk-full',
  'scan-failed',
  'internal',
]);

interface Attempts {
  failures: number;
  /** `Clock.elapsedMs`. */
  notBefore: number;
}

/**
 * Has the closure of every request scanned, so that a reviewer decides with evidence. One at a time, oldest first; one
 * that cannot be scanned is noted and holds no other. Two replicas may scan the same request: the scanner keeps what
 * it saw of the same bytes, and the facts are the same.
 */
export class ScanRequests {
  private readonly attempts = new Map<string, Attempts>();

  constructor(
    private readonly store: RegistryStore,
    private readonly inspector: Inspector,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Every request that waits and is due. @throws DomainError `store-unavailable` */
  async round(): Promise<void> {
    const waiting = await this.store.unscannedRequests(REQUESTS_PER_ROUND);
    this.forget(waiting);
    for (const request of waiting) {
      if ((this.attempts.get(request.id)?.notBefore ?? 0) > this.clock.elapsedMs()) continue;
      await this.scan(request);
    }
  }

  private async scan(request: PackageRequest): Promise<void> {
    const { id, ecosystem, lock, requirements } = request;
    try {
      await this.inspector.inspect(ecosystem, lock === null ? { requirements } : { lock });
      await this.store.noteScan(id, { state: 'done', at: this.now() });
      this.attempts.delete(id);
    } catch (cause) {
      await this.failed(
        request,
        DomainError.is(cause) ? cause : new DomainError('internal', 'The scan failed', { cause }),
      );
    }
  }

  private async failed({ id }: PackageRequest, error: DomainError): Promise<void> {
    const failures = (this.attempts.get(id)?.failures ?? 0) + (OURS.has(error.code) ? 0 : 1);
    const mayPass = OURS.has(error.code) || (PASSING.has(error.code) && failures <= RETRY_AFTER_MS.length);
    this.log.warn({ cause: error, requestId: id, failures, mayPass }, 'A request could not be scanned');
    if (mayPass) {
      const wait = RETRY_AFTER_MS[Math.max(failures, 1) - 1] as number;
      this.attempts.set(id, { failures, notBefore: this.clock.elapsedMs() + wait });
      return;
    }
    await this.store.noteScan(id, {
      state: 'failed',
      at: this.now(),
      message: `${error.code}: ${error.message}`,
    });
    this.attempts.delete(id);
  }

  /** Another replica may have been done with it. */
  private forget(waiting: readonly PackageRequest[]): void {
    const ids = new Set(waiting.map(({ id }) => id));
    for (const id of this.attempts.keys()) if (!ids.has(id)) this.attempts.delete(id);
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
