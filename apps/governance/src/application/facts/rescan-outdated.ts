import { randomUUID } from 'node:crypto';
import { DomainError, packageId, type PackageId } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { EventStream } from '../ports/event-stream';
import { Inspector } from '../ports/inspector';
import { Log } from '../ports/log';
import { RegistryStore, type PackageRequest } from '../ports/registry-store';
import { CurrentView } from '../registry/current-view';
import { keyOf } from './reevaluate';
import { answerChanges, answersFor } from './standing-decisions';

const REQUESTS_PER_READ = 50;
/** Requests scanned again in one round, so that it never holds what agents ask for. */
const SCANS_PER_ROUND = 5;
const NAMED = 50;

/**
 * Has what older rules looked at scanned again by the newest ones, by the locks of the requests it came with. Approved
 * versions first, the longest unseen of them first. What came with no lock stays as it is, and is named.
 */
export class RescanOutdated {
  /** Of the rules that are the newest now; they are asked for again when the rules change again. */
  private tried: { rulesVersion: string; requests: Set<string> } | undefined;
  private named: string | undefined;

  constructor(
    private readonly store: RegistryStore,
    private readonly inspector: Inspector,
    private readonly current: CurrentView,
    private readonly stream: EventStream,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws DomainError `store-unavailable`, and `nobody-listens`, `bus-unavailable` where no scan is possible */
  async round(): Promise<void> {
    const outdated = this.outdated();
    if (outdated === undefined) return;
    if (this.tried?.rulesVersion !== outdated.rulesVersion) {
      this.tried = { rulesVersion: outdated.rulesVersion, requests: new Set() };
    }
    const { requests, covered } = await this.requestsWith(outdated.seenAt, this.tried.requests);
    this.name(
      outdated.rulesVersion,
      [...outdated.seenAt.keys()].filter((key) => !covered.has(key)),
    );
    for (const id of requests.slice(0, SCANS_PER_ROUND)) {
      this.tried.requests.add(id);
      await this.rescan(id);
    }
  }

  /** Versions by the time at which older rules saw them; undefined: there are none. */
  private outdated(): { rulesVersion: string; seenAt: Map<string, string> } | undefined {
    const seen: { key: string; rulesVersion: string; at: string }[] = [];
    for (const [key, { artifacts }] of this.current.view.recordsOf('facts'))
      for (const { rulesVersion, scannedAt: at } of artifacts) seen.push({ key, rulesVersion, at });
    const newest = seen.reduce<(typeof seen)[number] | undefined>(
      (last, one) => (last === undefined || one.at > last.at ? one : last),
      undefined,
    );
    if (newest === undefined) return undefined;
    const seenAt = new Map<string, string>();
    for (const { key, rulesVersion, at } of seen) {
      if (rulesVersion === newest.rulesVersion) continue;
      const rank = `${this.isApproved(key) ? 0 : 1} ${at}`;
      if (rank < (seenAt.get(key) ?? '2')) seenAt.set(key, rank);
    }
    return seenAt.size === 0 ? undefined : { rulesVersion: newest.rulesVersion, seenAt };
  }

  private isApproved(key: string): boolean {
    const [ecosystem, name, version] = JSON.parse(key) as unknown[];
    return this.current.view.lookup(packageId({ ecosystem, name, version }))?.approval === 'approved';
  }

  /** Ids of requests in the order of need, and everything that any request covers. */
  private async requestsWith(
    seenAt: ReadonlyMap<string, string>,
    tried: ReadonlySet<string>,
  ): Promise<{ requests: string[]; covered: Set<string> }> {
    const covered = new Set<string>();
    const wanted: { id: string; rank: string }[] = [];
    for (let after: PackageRequest | undefined; ;) {
      const page = await this.store.requests({ limit: REQUESTS_PER_READ, ...(after && { after }) });
      for (const request of page.requests) {
        const keys =
          request.lock === null ? [] : request.packages.map(keyOf).filter((key) => seenAt.has(key));
        if (keys.length === 0) continue;
        keys.forEach((key) => covered.add(key));
        const rank = keys.map((key) => seenAt.get(key) as string).sort()[0] as string;
        if (!tried.has(request.id)) wanted.push({ id: request.id, rank });
      }
      after = page.requests.at(-1);
      if (after === undefined || page.requests.length < REQUESTS_PER_READ) break;
    }
    return { requests: wanted.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ id }) => id), covered };
  }

  private async rescan(requestId: string): Promise<void> {
    const request = await this.store.request(requestId);
    if (request === undefined || request.lock === null) return;
    const { view } = this.current;
    const standpoint = { now: this.clock.now().getTime() };
    const ids: PackageId[] = [...request.packages];
    const before = answersFor(view, ids, standpoint);
    try {
      await this.inspector.inspect(request.ecosystem, { lock: request.lock });
    } catch (cause) {
      if (!DomainError.is(cause) || cause.code === 'nobody-listens' || cause.code === 'bus-unavailable')
        throw cause;
      this.log.warn({ cause, requestId }, 'What older rules looked at could not be scanned again');
      return;
    }
    const changes = answerChanges(ids, before, answersFor(view, ids, standpoint));
    if (changes.length === 0) return;
    await this.stream.reevaluated(`reevaluated-${randomUUID()}`, {
      ...{ cause: 'rules', packages: ids.length, banned: 0, skills: [] },
      changes: changes.slice(0, 1_000),
      revision: view.revision,
    });
  }

  private name(rulesVersion: string, keys: readonly string[]): void {
    if (keys.length === 0 || this.named === rulesVersion) return;
    this.named = rulesVersion;
    this.log.warn(
      { rulesVersion, count: keys.length, packages: keys.slice(0, NAMED) },
      'Versions that older rules looked at came with no lock; they are scanned again when they are installed',
    );
  }
}
