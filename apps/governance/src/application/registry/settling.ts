import type { Revision } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import type { ActOutcome } from '../ports/registry-store';
import { LEASE_WAIT_MS } from '../ports/replica-leases';
import { LeaseRenewal } from './lease-renewal';
import { within } from './within';

/** Between looks at the store of leases, for holders whose word on the bus was lost. */
const LOOK_EVERY_MS = 25;
/** Words of more holders than ever live at once; forgetting one costs a look. */
const MAX_HOLDERS = 10_000;

/** How a writer waits for those who may still answer from before its act. */
export class Settling {
  private readonly heard = new Map<string, Revision>();
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly renewal: LeaseRenewal,
    private readonly clock: Clock,
    private readonly replica: string,
  ) {}

  /** A holder has applied everything up to the revision, and never goes back. */
  applied(holder: string, revision: Revision): void {
    if (this.heard.size >= MAX_HOLDERS) this.heard.clear();
    this.heard.set(holder, Math.max(revision, this.heard.get(holder) ?? 0));
    this.look();
  }

  /** Something has happened that a writer may be waiting for. */
  look(): void {
    for (const wake of this.waiting) wake();
  }

  /** To be called after the commit. Resolves within `LEASE_WAIT_MS`, whatever answers or does not; never rejects. */
  async settled(outcome: ActOutcome, isHere: () => boolean): Promise<void> {
    const deadline = this.clock.elapsedMs() + LEASE_WAIT_MS;
    const left = () => deadline - this.clock.elapsedMs();
    while (left() > 0) {
      // Whoever gets a lease after this look has read the log after the commit.
      const behind = await within(this.clock, left(), this.renewal.behind(outcome.revision, outcome));
      const isMissing = () =>
        !isHere() || (behind?.some(({ holder }) => this.lacks(holder, outcome)) ?? true);
      if (!isMissing()) return;
      const nextLook = this.clock.elapsedMs() + Math.min(LOOK_EVERY_MS, Math.max(left(), 0));
      while (this.clock.elapsedMs() < nextLook) {
        await this.woken(nextLook - this.clock.elapsedMs());
        if (!isMissing()) return;
      }
    }
  }

  private lacks(holder: string, { revision }: ActOutcome): boolean {
    return holder !== this.replica && (this.heard.get(holder) ?? 0) < revision;
  }

  private async woken(ms: number): Promise<void> {
    let wake = (): void => undefined;
    const word = new Promise<void>((done) => this.waiting.add((wake = done)));
    await Promise.race([word, this.clock.sleep(ms)]);
    this.waiting.delete(wake);
  }
}
