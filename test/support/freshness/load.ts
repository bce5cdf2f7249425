import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { checkClosure, checkPackage, ERROR_CODE_HEADER, ERROR_CODES } from '@sallyport/domain';
import { readColumns } from './check-log.mjs';
import type { CheckColumns } from './history';
import { elapsed, origin } from './shared-clock';

export interface LoadOptions {
  readonly natsUrl: string;
  readonly directory: string;
  readonly workers: number;
  /** Checks of one worker that are open at once. */
  readonly slots: number;
  readonly agents: readonly string[];
  readonly packages: readonly PackageName[];
  /** Packages of each question, by number. */
  readonly questions: readonly (readonly number[])[];
}

export interface PackageName {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

/** Checks are answered many times in this; where none is, none is decided. */
const SILENCE_MS = 1_000;

/** Checks from several processes at once, each written down. */
export class Load {
  private readonly done: number[];
  private readonly undecided: number[];
  private undecidedAt = 0;
  private answeredAt = 0;
  private ended = false;
  private readonly ends: Promise<void>[];

  private constructor(
    private readonly children: readonly ChildProcess[],
    private readonly directory: string,
  ) {
    this.done = children.map(() => 0);
    this.undecided = children.map(() => 0);
    this.ends = children.map(
      (child, n) =>
        new Promise((resolve) => {
          child.on('message', (news: { done?: number; undecided?: number }) => this.hear(n, news));
          child.once('exit', () => {
            this.ended = true;
            resolve();
          });
        }),
    );
  }

  static start(options: LoadOptions): Load {
    const { agents, packages, questions, natsUrl: url, slots } = options;
    const asked = questions.map((indexes) => {
      const named = indexes.map((index) => packages[index] as PackageName);
      const [first] = named as [PackageName];
      if (named.length === 1) return { subject: 'package', body: first };
      return {
        subject: 'closure',
        body: { ecosystem: first.ecosystem, packages: named.map(({ name, version }) => ({ name, version })) },
      };
    });
    const children = Array.from({ length: options.workers }, (_, n) => {
      const child = fork(join(__dirname, 'load-worker.mjs'), { execArgv: [] });
      child.send({
        url,
        subjects: { package: checkPackage.subject, closure: checkClosure.subject },
        errorHeader: ERROR_CODE_HEADER,
        errorCodes: Object.keys(ERROR_CODES),
        agents,
        questions: asked,
        slots,
        seed: 0x9e37 + n * 7_919,
        origin: String(origin),
      });
      return child;
    });
    return new Load(children, options.directory);
  }

  /** Checks answered so far, a tenth of a second ago. */
  get answered(): number {
    return this.done.reduce((sum, done) => sum + done, 0);
  }

  /** How long every check has been decided; 0 where none is. */
  calmMs(): number {
    if (this.ended) throw new Error('A process that asks checks has ended');
    const now = elapsed();
    return now - this.answeredAt > SILENCE_MS ? 0 : now - this.undecidedAt;
  }

  /** So that workers can demand the revision, and ask about what has just changed. */
  tell(news: { acknowledged?: number; lately?: { agents: number[]; questions: number[] } }): void {
    for (const child of this.children) if (child.connected) child.send(news);
  }

  async stop(): Promise<CheckColumns> {
    const files = this.children.map((_, n) => join(this.directory, `checks-${n}.bin`));
    this.children.forEach((child, n) => child.send({ end: files[n] }));
    await Promise.all(this.ends);
    return readColumns(files);
  }

  kill(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }

  private hear(n: number, { done = 0, undecided = 0 }: { done?: number; undecided?: number }): void {
    if (done > (this.done[n] as number)) this.answeredAt = elapsed();
    if (undecided > (this.undecided[n] as number)) this.undecidedAt = elapsed();
    this.done[n] = Math.max(done, this.done[n] as number);
    this.undecided[n] = Math.max(undecided, this.undecided[n] as number);
  }
}
