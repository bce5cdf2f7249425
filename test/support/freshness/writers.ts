import {
  applyPolicy,
  approvePackages,
  banPackage,
  changeAgent,
  resumeAgent,
  revokePackages,
  suspendAgent,
  unbanPackage,
  type Endpoint,
  type RequestOf,
  type WriteReceipt,
} from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from './history';
import { elapsed } from './shared-clock';
import { AGENTS, APPROVED_FROM, maturityOf, PACKAGES, POLICIES, questionsAbout } from './subjects';

const ACTOR = { kind: 'person', id: 'fresh-reviewer' } as const;
/** Longer than a lease, so that what waits one out is acknowledged. */
const TIMEOUT_MS = 3_000;
/** Of one lane: about fifty writes a second in all, which leaves the machine to the checks. */
const PAUSE_MS = 150;
const EXPIRES_IN_MS = 700;

interface Act {
  readonly agents?: number[];
  readonly package?: number;
  /** Milliseconds before the next act of this lane. */
  readonly pause?: number;
  call(bus: Bus, id: string): Promise<WriteReceipt>;
}

export interface AcknowledgedNews {
  readonly acknowledged: number;
  readonly lately: { agents: number[]; questions: number[] };
}

/**
 * Changes what checks depend on, without end. Every subject belongs to one lane, and a lane does one thing after the
 * other, so each subject has a history that is a sequence. What was not acknowledged is left to the log to tell.
 */
export class Writers {
  readonly operations: Operation[] = [];
  private running = true;
  private acknowledged = 0;
  private readonly lately = { agents: [] as number[], questions: [] as number[] };
  private readonly lanes: Promise<void>[];

  constructor(
    private readonly bus: Bus,
    private readonly onNews: (news: AcknowledgedNews) => void,
  ) {
    this.lanes = LANES.map((lane) => this.run(lane));
  }

  async stop(): Promise<void> {
    this.running = false;
    await Promise.all(this.lanes);
  }

  private async run(lane: () => Generator<Act>): Promise<void> {
    for (const act of lane()) {
      if (!this.running) return;
      await this.do(act);
      await sleep(act.pause ?? PAUSE_MS);
    }
  }

  private async do(act: Act): Promise<void> {
    const place = this.operations.length;
    const id = `write-${place}`;
    const start = elapsed();
    this.operations.push({ id, start, end: Infinity });
    try {
      const { revision, changed } = await act.call(this.bus, id);
      this.operations[place] = { id, start, end: elapsed(), receipt: { revision, changed } };
      this.tell(act, revision);
    } catch {
      // Refused, too slow or lost: whether it happened is in the log.
      this.operations[place] = { id, start, end: elapsed() };
    }
  }

  private tell(act: Act, revision: number): void {
    this.acknowledged = Math.max(this.acknowledged, revision);
    const { agents, questions } = this.lately;
    agents.unshift(...(act.agents ?? []));
    questions.unshift(...(act.package === undefined ? [] : questionsAbout(act.package)));
    agents.splice(3);
    questions.splice(10);
    this.onNews({ acknowledged: this.acknowledged, lately: this.lately });
  }
}

const call =
  <E extends Endpoint>(endpoint: E, request: (id: string) => RequestOf<E>): Act['call'] =>
  async (bus, id) =>
    (await bus.call(endpoint, request(id), { timeoutMs: TIMEOUT_MS })) as WriteReceipt;

const packageOf = (n: number) => ({ ...(PACKAGES[n] as (typeof PACKAGES)[number]) });
const agentOf = (n: number) => AGENTS[n] as string;

const ban = (n: number): Act => ({
  package: n,
  call: call(banPackage, (id) => ({ actor: ACTOR, package: packageOf(n), reason: id })),
});
const unban = (n: number): Act => ({
  package: n,
  call: call(unbanPackage, (id) => ({ actor: ACTOR, package: packageOf(n), reason: id })),
});
const revoke = (n: number): Act => ({
  package: n,
  call: call(revokePackages, (id) => ({ actor: ACTOR, packages: [packageOf(n)], reason: id })),
});
const approve = (n: number): Act => ({
  package: n,
  call: call(approvePackages, (id) => ({
    ...{ actor: ACTOR, packages: [packageOf(n)], minMaturity: APPROVED_FROM },
    note: id,
  })),
});
const approveForAMoment = (n: number): Act => ({
  package: n,
  pause: EXPIRES_IN_MS,
  call: call(approvePackages, (id) => ({
    ...{ actor: ACTOR, packages: [packageOf(n)], minMaturity: APPROVED_FROM },
    expiresAt: new Date(Date.now() + EXPIRES_IN_MS).toISOString(),
    note: id,
  })),
});
const mature = (n: number, maturity: string): Act => ({
  agents: [n],
  call: call(changeAgent, (id) => ({ actor: ACTOR, agentId: agentOf(n), maturity, reason: id })),
});
const suspend = (n: number): Act => ({
  agents: [n],
  call: call(suspendAgent, (id) => ({ actor: ACTOR, agentId: agentOf(n), reason: id })),
});
const resume = (n: number): Act => ({
  agents: [n],
  call: call(resumeAgent, (id) => ({ actor: ACTOR, agentId: agentOf(n), reason: id })),
});
const policy = (text: string, pause: number): Act => ({
  pause,
  call: call(applyPolicy, (id) => ({ actor: ACTOR, text, note: id })),
});

/** For ever, over these subjects in turn. */
const each = (from: number, to: number, acts: (n: number) => Act[]) =>
  function* (): Generator<Act> {
    for (;;) for (let n = from; n < to; n += 1) yield* acts(n);
  };

/** Agents 8 to 19 are left as they are, so that much is allowed all the time. */
const LANES: readonly (() => Generator<Act>)[] = [
  each(0, 25, (n) => [ban(n), unban(n)]),
  each(25, 50, (n) => [ban(n), unban(n)]),
  each(50, 75, (n) => [ban(n), unban(n)]),
  each(75, 100, (n) => [revoke(n), approve(n)]),
  each(100, 125, (n) => [revoke(n), approve(n)]),
  each(125, 150, (n) => [approveForAMoment(n)]),
  each(0, 3, (n) => [mature(n, 'intern'), mature(n, maturityOf(n))]),
  each(3, 6, (n) => [mature(n, 'student'), mature(n, maturityOf(n))]),
  each(6, 8, (n) => [suspend(n), resume(n)]),
  each(0, 1, () => [policy(POLICIES.strict, 100), policy(POLICIES.lenient, 600)]),
];
