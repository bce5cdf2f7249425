import type Dockerode from 'dockerode';
import { readFile } from 'node:fs/promises';
import type { DetonationTrace, Ecosystem, EnvironmentTrace, PhaseTrace } from '@sallyport/domain';
import { Cage } from './cage/cage';
import { MACHINES, type Machine } from './cage/environments';
import { plantCanaries, type Planted } from './canary/canaries';
import { Detonator, type DetonationSubject } from './detonator';
import { checkedBytes, layOut, type Plan, type PlannedPhase } from './lay-out';
import { Authority } from './sink/authority';
import { EgressSink } from './sink/egress-sink';
import { captureEverything } from './sink/network';
import type { SinkEvent } from './sink/sink-events';
import { EgressRecord } from './watch/egress-record';
import { detonatorVersion } from './version';
import { watchPhase } from './watch/watch-phase';

export interface DockerDetonatorOptions {
  readonly docker: Dockerode;
  /** Marks our containers. */
  readonly stackId: string;
  /** Content ids of the base images. */
  readonly images: Record<Ecosystem, string>;
  /** Path of libfaketime on this machine. Without it only today's machine can be shown, and no trace is whole. */
  readonly clockLibrary?: string;
  /** Milliseconds of one hook or import. */
  readonly phaseMs?: number;
}

const PHASE_MS = 30_000;
/** Milliseconds after which nothing more of one artifact is begun: whoever asked waits for it. */
const BEGIN_WITHIN_MS = 180_000;

/**
 * Runs an artifact on each of two unlike machines at once, each in a cage of its own that is gone afterwards. Needs root
 * on the host of the engine: it enters the cage's network and watches its processes.
 */
export class DockerDetonator extends Detonator {
  readonly version: string;

  constructor(private readonly options: DockerDetonatorOptions) {
    super();
    this.version = detonatorVersion(options.images);
  }

  async detonate(subject: DetonationSubject): Promise<DetonationTrace> {
    const bytes = await checkedBytes(subject);
    // All of them end before an error is told: no cage is left behind that nobody waits for.
    const runs = await Promise.allSettled(MACHINES.map((machine) => this.runOn(machine, subject, bytes)));
    const environments = runs.map((run) => {
      if (run.status === 'rejected') throw run.reason;
      return run.value;
    });
    const { ecosystem, name, version, digest } = subject;
    return { ecosystem, name, version, digest, environments };
  }

  private async runOn(
    machine: Machine,
    subject: DetonationSubject,
    bytes: Buffer,
  ): Promise<EnvironmentTrace> {
    const { docker, stackId, images, clockLibrary } = this.options;
    const planted = plantCanaries();
    const authority = await Authority.create();
    let cage: Cage | undefined;
    let sink: EgressSink | undefined;
    try {
      const plan = { docker, stackId, imageId: images[subject.ecosystem], machine, planted, clockLibrary };
      cage = await Cage.open({ ...plan, certificate: authority.certificate });
      await captureEverything(cage.pid);
      const run = new Run(cage, planted, this.options.phaseMs ?? PHASE_MS);
      sink = await EgressSink.start(cage.pid, authority, (event) => run.hear(event));
      run.listenTo(sink);
      await run.follow(await layOut(cage, subject, bytes));
      return await run.trace();
    } finally {
      // First the cage: nothing may run that nobody listens to.
      await cage?.close();
      sink?.stop();
      await authority.close();
    }
  }
}

/** One machine's run: its phases one after another, and what the sink heard in each. */
class Run {
  private readonly phases: PhaseTrace[] = [];
  private readonly begun = performance.now();
  private readonly gaps = new Set<string>();
  private readonly names = new Map<string, string>();
  private readonly streams = new Map<number, Extract<SinkEvent, { kind: 'stream' }>>();
  private record = new EgressRecord();
  private sink: EgressSink | undefined;

  constructor(
    private readonly cage: Cage,
    private readonly planted: Planted,
    private readonly phaseMs: number,
  ) {}

  hear(event: SinkEvent): void {
    if (event.kind === 'name') this.names.set(event.address, event.name);
    if (event.kind === 'stream') this.streams.set(event.stream, event);
    // Of a stream that began in an earlier phase: what it says now counts for this one.
    if (event.kind === 'bytes' && !this.record.knows(event.stream)) {
      const begun = this.streams.get(event.stream);
      if (begun !== undefined) this.record.hear(begun);
    }
    this.record.hear(event);
  }

  listenTo(sink: EgressSink): void {
    this.sink = sink;
  }

  async follow(plan: Plan): Promise<void> {
    for (const gap of plan.gaps) this.gaps.add(gap);
    for (const phase of plan.phases) {
      if (performance.now() - this.begun < BEGIN_WITHIN_MS)
        this.phases.push(await this.watched(phase, plan.own));
      else this.gaps.add(`${phase.label}: not run, since the others took too long`);
    }
    if (plan.next !== undefined) await this.follow(await plan.next());
  }

  async trace(): Promise<EnvironmentTrace> {
    const left = await this.cage.running();
    if (left.length > 0) this.gaps.add(`${left.length} of its processes were still running at the end`);
    const gaps = [...this.gaps].slice(0, 50);
    return { environment: this.cage.machine.environment, gaps, phases: this.phases };
  }

  private async watched(planned: PlannedPhase, own: readonly string[]): Promise<PhaseTrace> {
    const { home } = this.cage.machine;
    const places = {
      home,
      project: this.cage.project,
      own,
      canaries: new Set(this.planted.files.keys()),
      documents: new Set(this.planted.documents.keys()),
    };
    const { observer, ending, exitCode, gaps } = await watchPhase(this.cage, planned, places, this.phaseMs);
    await this.sink?.settle();
    await this.expectAllWatched();
    const record = this.record;
    this.record = new EgressRecord();
    const nameOf = (address: string) => this.names.get(address);
    const processes = observer.processes();
    const inArguments = processes.flatMap(({ argv }) =>
      record.sightings(Buffer.from(argv.join(' '), 'utf8'), this.planted.canaries, {
        where: 'argument',
        to: argv[0] ?? '',
      }),
    );
    const canaries = [...record.canaries(this.planted.canaries, nameOf), ...inArguments].slice(0, 500);
    for (const gap of [...gaps, ...record.gaps]) this.gaps.add(`${planned.label}: ${gap}`);
    return {
      ...{ phase: planned.phase, label: planned.label.slice(0, 500), ending, exitCode },
      ...{ processes, files: observer.seenFiles(), connections: observer.connections(nameOf) },
      ...{ names: record.names(), canaries },
    };
  }

  /** A process that nobody follows may do anything. */
  private async expectAllWatched(): Promise<void> {
    for (const pid of await this.cage.running()) {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
      if (status !== undefined && /^TracerPid:\s*0$/m.test(status)) {
        this.gaps.add('One of its processes was not watched');
      }
    }
  }
}
