import { DomainError, type Revision } from '@sallyport/domain';
import { FakeChangeOutbox } from '../ports/change-outbox.fake';
import { Clock } from '../ports/clock';
import { FakeEventStream } from '../ports/event-stream.fake';
import { FakeLog } from '../ports/log.fake';
import { FakeRegistryStore } from '../ports/registry-store.fake';
import type { RegistryStore } from '../ports/registry-store';
import type { ReplicaLeases } from '../ports/replica-leases';
import { FakeReplicaLeases } from '../ports/replica-leases.fake';
import { ReplicaNotices } from '../ports/replica-notices';
import { ChangeRelay } from './change-relay';
import { CurrentView } from './current-view';
import { drawsOf, SimulatedTime } from './law-time.fake';
import { RegistryWriter } from './registry-writer';

/** What time synchronisation may make of a clock's speed, see `HELD_MS`. */
const SLEW = 1 / 12;
/** How long the adapters wait for an answer: PostgreSQL's and Redis'. Their requests may be done later all the same. */
const PATIENCE_MS = { store: 2_000, leases: 100, elsewhere: 100 };
const LOSSES = [0, 0.05, 0.4, 1];
/** A schedule empties a store of leases less often. */
const MOST_LIVES = 50;
/** After an acknowledgement every process is asked this much later. */
const PROBES_MS = [0, 3, 20, 80, 200, 400, 600, 800, 950, 1_100];

export type ServerName = keyof typeof PATIENCE_MS;
export type Link = ServerName | 'bus';

/** One thing wrong with a process, to see that it is found out. */
export type Sabotage = (process: SimulatedProcess) => void;

export interface WorldOptions {
  readonly seed: number;
  readonly sabotage?: Sabotage;
  /** What a process does to its store of leases instead. */
  readonly leases?: (port: ReplicaLeases, world: World) => Partial<ReplicaLeases>;
  /** How far clocks may be off in speed, instead of `SLEW`. */
  readonly slew?: number;
  /** A store of leases that is emptied is not another one afterwards. */
  readonly keepsName?: boolean;
}

class Server {
  isDown = false;
  private isStalled = false;
  private waiting: (() => void)[] = [];

  /** Now, or when it goes on. */
  take(request: () => void): void {
    if (this.isStalled) this.waiting.push(request);
    else request();
  }

  stall(isStalled: boolean): void {
    this.isStalled = isStalled;
    if (!isStalled) for (const request of this.waiting.splice(0)) request();
  }
}

/** A registry's store, two stores of leases, a bus, and processes with clocks of their own; everything takes time. */
export class World {
  readonly time = new SimulatedTime();
  readonly draw: () => number;
  /** How much of what is said on the bus is lost. */
  readonly loss: number;
  readonly store = new FakeRegistryStore(() => Date.UTC(2026, 0, 1) + this.time.now);
  readonly leases = { leases: new FakeReplicaLeases(), elsewhere: new FakeReplicaLeases() };
  readonly servers = { store: new Server(), leases: new Server(), elsewhere: new Server() };
  readonly processes: SimulatedProcess[] = [];
  /** What broke the law, in words. */
  readonly stale: string[] = [];
  readonly counts = { answered: 0, refused: 0, acknowledged: 0, failed: 0 };
  /** The greatest revision that any writer has acknowledged. */
  private acknowledged: Revision = 0;

  constructor(readonly options: WorldOptions) {
    this.draw = drawsOf(options.seed);
    this.loss = LOSSES[Math.floor(this.draw() * LOSSES.length)] ?? 0;
    // Two stores have two names, whatever happens to them.
    for (let life = 0; life < MOST_LIVES; life += 1) this.leases.elsewhere.loseAll();
  }

  get living(): SimulatedProcess[] {
    return this.processes.filter(({ isDead }) => !isDead);
  }

  /** A new process, whose checks and writes are served once it has started. */
  spawn(leases: 'leases' | 'elsewhere' = 'leases'): void {
    const process = new SimulatedProcess(this, `p${this.processes.length + 1}`, leases);
    this.processes.push(process);
    this.options.sabotage?.(process);
    process.start();
  }

  emptyLeases(): void {
    const { leases } = this.leases;
    if (this.options.keepsName !== true) leases.loseAll();
    else for (const { name } of this.processes) void leases.release(name);
  }

  /** A message on its way: mostly soon, now and then late. */
  travel(): number {
    return this.draw() < 0.9 ? 0.1 + this.draw() * 3 : this.draw() * 80;
  }

  /** `again`: an act that finds everything as it wants it, and is acknowledged like any other. */
  write(by: SimulatedProcess, { again = false } = {}): void {
    by.handle(async () => {
      try {
        const { revision } = await by.write(again);
        this.counts.acknowledged += 1;
        this.acknowledged = Math.max(this.acknowledged, revision);
        for (const ms of PROBES_MS)
          this.time.after(ms, () => this.living.forEach((process) => this.check(process)));
      } catch {
        this.counts.failed += 1;
      }
    });
  }

  /** Begins now, is served when it arrives. */
  check(by: SimulatedProcess): void {
    const { acknowledged } = this;
    const began = this.time.now;
    by.handle(async () => {
      try {
        await by.current.current();
      } catch {
        this.counts.refused += 1;
        return;
      }
      this.counts.answered += 1;
      const { revision } = by.current.view;
      if (revision >= acknowledged) return;
      this.stale.push(
        `${by.name} answers from revision ${revision} at ${this.time.now.toFixed(1)} what was asked at ${began.toFixed(1)}, after ${acknowledged} was acknowledged`,
      );
    });
  }

  /** Who has started, and was neither killed nor stopped. */
  get serving(): SimulatedProcess[] {
    return this.living.filter(({ isServing }) => isServing);
  }

  /** Everything is whole again and has had time to notice. */
  async heal(): Promise<void> {
    for (const server of Object.values(this.servers)) {
      server.isDown = false;
      server.stall(false);
    }
    for (const process of this.living) {
      process.cut.clear();
      process.pause(false);
    }
    await this.time.runFor(6_000);
  }
}

export class SimulatedProcess {
  isDead = false;
  readonly cut = new Set<Link>();
  readonly current: CurrentView;
  readonly clock: ProcessClock;
  readonly notices = new Notices(this);
  private readonly writer: RegistryWriter;
  /** Writes that nobody has answered yet. */
  unanswered = 0;
  private hasStarted = false;
  private isStopped = false;
  private isPaused = false;
  private backlog: (() => void)[] = [];
  private written = 0;

  constructor(
    readonly world: World,
    readonly name: string,
    leases: 'leases' | 'elsewhere',
  ) {
    this.clock = new ProcessClock(this);
    const log = new FakeLog();
    const store = this.remote('store', world.store);
    const port = this.remote(leases, world.leases[leases]);
    const held = Object.assign(Object.create(port) as ReplicaLeases, world.options.leases?.(port, world));
    this.current = new CurrentView(store, held, this.clock, log, name, this.notices);
    const relay = new ChangeRelay(new FakeChangeOutbox([]), new FakeEventStream(), this.clock, log);
    this.writer = new RegistryWriter(store, this.current, relay);
  }

  /** One that cannot start ends, as a service does. */
  start(): void {
    this.current.start().then(
      () => (this.hasStarted = true),
      () => (this.isDead = true),
    );
  }

  get isServing(): boolean {
    return this.hasStarted && !this.isStopped;
  }

  /** It is still asked: nobody has told those who ask. */
  stop(): void {
    this.isStopped = true;
    void this.current.stop();
  }

  /** As SIGSTOP and SIGCONT. */
  pause(isPaused: boolean): void {
    this.isPaused = isPaused;
    if (!isPaused)
      for (const run of this.backlog.splice(0)) this.world.time.after(0, () => this.deliver(run));
  }

  /** What reaches it while it is paused, reaches it afterwards. */
  deliver(run: () => void): void {
    if (this.isDead) return;
    if (this.isPaused) this.backlog.push(run);
    else run();
  }

  /** A request that has to travel. */
  handle(work: () => Promise<void>): void {
    const serve = (): void => void (this.hasStarted ? work() : undefined);
    this.world.time.after(this.world.travel(), () => this.deliver(serve));
  }

  write(again: boolean) {
    this.written += 1;
    const part = {
      kind: 'agent' as const,
      action: 'register' as const,
      agentId: `${this.name}-${this.written}`,
      maturity: 'intern' as const,
      previous: null,
      actor: { kind: 'person' as const, id: 'rita' },
      at: '2026-01-01T00:00:00.000Z',
    };
    this.unanswered += 1;
    return this.writer
      .write({ at: part.at, agents: [part.agentId], decide: () => (again ? [] : [part]) })
      .finally(() => (this.unanswered -= 1));
  }

  /** The port as this process reaches it: requests and answers travel, get lost, and are waited for only so long. */
  private remote<Port extends RegistryStore | ReplicaLeases>(name: ServerName, port: Port): Port {
    return new Proxy(port, {
      get: (target, key) =>
        key === 'close'
          ? () => undefined
          : (...args: unknown[]) =>
              this.ask(name, () =>
                (target[key as keyof Port] as (...args: unknown[]) => Promise<unknown>)(...args),
              ),
    });
  }

  private ask(name: ServerName, work: () => Promise<unknown>): Promise<unknown> {
    const { time, servers } = this.world;
    const server = servers[name];
    return new Promise((resolve, reject) => {
      const fail = (): void =>
        this.deliver(() => reject(new DomainError('store-unavailable', `${name} does not answer`)));
      const giveUp = time.after(PATIENCE_MS[name], fail);
      const answer = (run: () => void): void => {
        if (this.cut.has(name)) return;
        time.after(this.world.travel(), () => {
          giveUp();
          this.deliver(run);
        });
      };
      time.after(this.world.travel(), () => {
        if (this.cut.has(name)) return;
        if (server.isDown) return answer(fail);
        server.take(() => {
          work().then(
            (value) => answer(() => resolve(value)),
            (error: unknown) => answer(() => reject(error as Error)),
          );
        });
      });
    });
  }
}

/** Both clocks of a process, at a speed of its own. */
class ProcessClock extends Clock {
  wallJumpMs = 0;
  private readonly speed: number;
  private readonly ahead: number;

  constructor(private readonly process: SimulatedProcess) {
    super();
    const { options, draw } = process.world;
    this.speed = 1 + (draw() * 2 - 1) * (options.slew ?? SLEW);
    this.ahead = draw() * 1e6;
  }

  now(): Date {
    return new Date(this.wallMs());
  }

  elapsedMs(): number {
    return this.ahead + this.process.world.time.now * this.speed;
  }

  wallMs(): number {
    return Date.UTC(2026, 0, 1) + this.elapsedMs() + this.wallJumpMs;
  }

  agree(): void {
    // Leases have nothing to do with the store's time.
  }

  sleep(ms: number): Promise<void> {
    const { process } = this;
    // Timers are of whole milliseconds, and of one at least.
    const due = Math.max(1, Math.trunc(ms)) / this.speed;
    return new Promise((wake) => process.world.time.after(due, () => process.deliver(wake)));
  }
}

/** To every process, this one too; late, in another order, or not at all. */
class Notices extends ReplicaNotices {
  constructor(private readonly from: SimulatedProcess) {
    super();
  }

  changed(revision: Revision): void {
    this.tell((process) => process.current.hint(revision));
  }

  applied(holder: string, revision: Revision): void {
    this.tell((process) => process.current.noticed(holder, revision));
  }

  private tell(say: (process: SimulatedProcess) => void): void {
    const { world } = this.from;
    for (const to of world.living) {
      const isLost = this.from.cut.has('bus') || to.cut.has('bus') || world.draw() < world.loss;
      if (!isLost) world.time.after(world.travel(), () => to.deliver(() => say(to)));
    }
  }
}
