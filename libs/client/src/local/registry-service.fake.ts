import {
  CURRENT,
  type DomainError,
  factsKey,
  followRegistry,
  leaveRegistry,
  recordDecisions,
  registrySnapshot,
  replicaNotices,
  type ParsedRequestOf,
  type RegistryChange,
  type ReplyOf,
} from '@sallyport/domain';
import type { FakeBus } from '../fake-bus.fake';
import type { LocalClock } from './local-clock';

type Part = RegistryChange['parts'][number];
type Follow = ParsedRequestOf<typeof followRegistry>;
type Recorded = ParsedRequestOf<typeof recordDecisions>;

export const DIGEST = `sha256:${'a'.repeat(64)}`;
/** By the database's clock, which is years ahead of the one of the process that follows. */
export const STORE_START = Date.UTC(2026, 5, 15);
const AT = new Date(STORE_START).toISOString();
const LONG_AGO = '2025-01-01T00:00:00.000Z';
const BY = { at: AT, actor: { kind: 'person', id: 'rita' } } as const;

/** What governance tells a local decision point, from a change log in memory. */
export class FakeRegistryService {
  registryId = 'registry-1';
  readonly log: RegistryChange[] = [];
  /** The next questions of followers fail with these, the first one first; undefined: that one does not. */
  readonly failures: (DomainError | undefined)[] = [];
  /** Changes in one answer at most. */
  limit = 100;
  /** What is told instead of the log, once. */
  readonly instead: Partial<ReplyOf<typeof followRegistry>>[] = [];
  /** How far each session has said that it is. */
  readonly followers = new Map<string, number>();
  readonly recorded: Recorded[] = [];
  snapshot = { revision: 0, parts: [] as Uint8Array[] };
  snapshotsRead = 0;
  /** Called before an answer is given. */
  before: () => void | Promise<void> = () => undefined;

  constructor(
    private readonly bus: FakeBus,
    private readonly clock: LocalClock,
  ) {
    bus.serve(followRegistry, async (request) => {
      await this.before();
      return this.tell(request as Follow);
    });
    bus.serve(registrySnapshot, (request) => this.part(request.part ?? 0));
    bus.serve(leaveRegistry, ({ session }) => {
      this.followers.delete(session);
      return {};
    });
    bus.serve(recordDecisions, (request) => {
      this.recorded.push(request as Recorded);
      return {};
    });
  }

  change(...parts: Part[]): number {
    this.log.push({ revision: this.log.length + 1, parts });
    return this.log.length;
  }

  hint(): void {
    this.bus.publish(replicaNotices.changed.subject, { revision: this.log.length });
  }

  private async tell({ session, revision }: Follow) {
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    this.followers.set(session, revision);
    const changes = this.log.slice(revision, revision + this.limit);
    return {
      registryId: this.registryId,
      changes,
      complete: revision + changes.length === this.log.length,
      leaseMs: 1_000,
      now: new Date(STORE_START + this.clock.elapsedMs()).toISOString(),
      ...this.instead.shift(),
    };
  }

  private part(part: number) {
    this.snapshotsRead += 1;
    const { revision, parts } = this.snapshot;
    const body = Buffer.from(parts[part] ?? []).toString('base64');
    return { registryId: this.registryId, revision, parts: parts.length, part, body };
  }
}

/** Makes `lodash@1.0.0` a package that the built-in policy lets interns use. */
export function allowed(name = 'lodash', version = '1.0.0'): Part[] {
  const id = { ecosystem: 'npm', name, version } as const;
  const grant = {
    grantedAt: LONG_AGO,
    expiresAt: null,
    by: ['person:rita'],
    digests: [DIGEST],
    closure: null,
    without: [],
    breakGlass: false,
    inheritedFrom: null,
    reason: null,
  };
  const data = { loaded: true, advisories: 1, importedAt: AT };
  return [
    {
      kind: 'package',
      action: 'approve',
      ...id,
      entry: { approval: 'approved', minMaturity: 'intern', banReason: null, grant },
      ...BY,
    },
    {
      kind: 'facts',
      action: 'record',
      key: factsKey(id),
      value: { ...CLEAN, advisories: { matches: [], data } },
      ...BY,
    },
    { kind: 'advisory-data', action: 'record', key: CURRENT, value: data, ...BY },
  ];
}

export function banned(name = 'lodash', version = '1.0.0'): Part {
  const [approval] = allowed(name, version) as [Extract<Part, { kind: 'package' }>];
  return { ...approval, action: 'ban', entry: { ...approval.entry, banReason: 'steals' } };
}

export function agent(agentId: string): Part {
  return { kind: 'agent', action: 'register', agentId, maturity: 'autonomous', previous: null, ...BY };
}

const CLEAN = {
  artifacts: [
    {
      digest: DIGEST,
      kind: 'tarball' as const,
      filename: 'a.tgz',
      integrity: 'sha512-AAAA',
      url: 'https://registry.invalid/a.tgz',
      verdict: 'clean' as const,
      worst: null,
      capabilities: [],
      hooks: [],
      runsByItself: [],
      agentConfiguration: false,
      rulesVersion: '1',
      scannedAt: AT,
    },
  ],
  release: {
    publishedAt: LONG_AGO,
    yanked: false,
    publisher: 'ann',
    licence: 'MIT',
    provenance: 'verified' as const,
    provenanceBefore: 'verified' as const,
    buildScripts: false,
    weeklyDownloads: 1,
  },
  scanFailed: null,
};
