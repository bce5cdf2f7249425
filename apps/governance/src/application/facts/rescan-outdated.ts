import { randomUUID } from 'node:crypto';
import { detonationMode, DomainError, isRunMissing, packageId, type PackageId } from '@sallyport/domain';
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
/** What one scan did not bring to its end, another may: it had no detonator, or too much to run. */
const RETRY_MS = 60 * 60 * 1_000;

/**
 * Has scanned again what older rules looked at, and what the policy in force wants to be run and was only read, by the
 * locks of the requests it came with. Approved versions first, the longest unseen of them first. What came with no lock
 * stays as it is, and is named.
 */
export class RescanOutdated {
  /** Requests by when they were scanned last, under what is wanted now. */
  private tried: { wanted: string; requests: Map<string, number> } | undefined;
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
    if (this.tried?.wanted !== outdated.wanted) this.tried = { wanted: outdated.wanted, requests: new Map() };
    const { tried } = this;
    const now = this.clock.now().getTime();
    const { requests, covered } = await this.requestsWith(outdated.seenAt, (id) => {
      const at = tried.requests.get(id);
      return at !== undefined && now - at < RETRY_MS;
    });
    this.name(
      outdated.wanted,
      [...outdated.seenAt.keys()].filter((key) => !covered.has(key)),
    );
    for (const id of requests.slice(0, SCANS_PER_ROUND)) {
      tried.requests.set(id, now);
      await this.rescan(id);
    }
  }

  /** Versions by the time at which they were seen, and under what it is too little; undefined: there are none. */
  private outdated(): { wanted: string; seenAt: Map<string, string> } | undefined {
    const isRunWanted = detonationMode(this.current.view.policy.policy) !== 'off';
    const seen: { key: string; rulesVersion: string; at: string; isRead: boolean }[] = [];
    for (const [key, { artifacts }] of this.current.view.recordsOf('facts'))
      for (const artifact of artifacts) {
        const { rulesVersion, scannedAt: at } = artifact;
        seen.push({ key, rulesVersion, at, isRead: isRunWanted && isRunMissing(artifact) });
      }
    const newest = seen.reduce<(typeof seen)[number] | undefined>(
      (last, one) => (last === undefined || one.at > last.at ? one : last),
      undefined,
    );
    if (newest === undefined) return undefined;
    const seenAt = new Map<string, string>();
    for (const { key, rulesVersion, at, isRead } of seen) {
      if (rulesVersion === newest.rulesVersion && !isRead) continue;
      const rank = `${this.isApproved(key) ? 0 : 1} ${at}`;
      if (rank < (seenAt.get(key) ?? '2')) seenAt.set(key, rank);
    }
    const wanted = `rules ${newest.rulesVersion}, ${isRunWanted ? 'run' : 'read'}`;
    return seenAt.size === 0 ? undefined : { wanted, seenAt };
  }

  private isApproved(key: string): boolean {
    const [ecosystem, name, version] = JSON.parse(key) as unknown[];
    return this.current.view.lookup(packageId({ ecosystem, name, version }))?.approval === 'approved';
  }

  /** Ids of requests in the order of need, and everything that any request covers. */
  private async requestsWith(
    seenAt: ReadonlyMap<string, string>,
    isTried: (id: string) => boolean,
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
        if (!isTried(request.id)) wanted.push({ id: request.id, rank });
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
      this.log.warn({ cause, requestId }, 'What was looked at too little could not be scanned again');
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

  private name(wanted: string, keys: readonly string[]): void {
    if (keys.length === 0 || this.named === wanted) return;
    this.named = wanted;
    this.log.warn(
      { wanted, count: keys.length, packages: keys.slice(0, NAMED) },
      'Versions that were looked at too little came with no lock; they are scanned again when they are installed',
    );
  }
}
