import type { DomainError, Ecosystem, Lock } from '@sallyport/domain';
import { Inspector } from './inspector';

type What = { lock: Lock } | { requirements: readonly string[] };

/** `failures`: what the next inspections end with, one each. `onInspect`: what happens while one runs. */
export class FakeInspector extends Inspector {
  readonly asked: { ecosystem: Ecosystem; what: What }[] = [];
  readonly failures: DomainError[] = [];
  onInspect: (what: What) => Promise<void> = async () => undefined;

  async inspect(ecosystem: Ecosystem, what: What): Promise<void> {
    this.asked.push({ ecosystem, what });
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    await this.onInspect(what);
  }
}
