import type { Detonator } from '@sallyport/detonation';
import type { detonateArtifact, DetonationRequest, detonatorStatus, ReplyOf } from '@sallyport/domain';
import type { Artifacts } from './ports/artifacts';

/** Runs artifacts of the store in the cages, so many at once; the others wait. */
export class DetonateArtifact {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly detonator: Detonator,
    private readonly artifacts: Artifacts,
    private readonly atOnce: number,
  ) {}

  status(): ReplyOf<typeof detonatorStatus> {
    return { detonator: this.detonator.version };
  }

  /** @throws DomainError `artifact-missing`, and what the detonator throws */
  async detonate(request: DetonationRequest): Promise<ReplyOf<typeof detonateArtifact>> {
    const { dependencies, ...subject } = request;
    const file = await this.artifacts.locate(subject.digest);
    const laidOut = [];
    for (const { digest, kind, path } of dependencies)
      laidOut.push({ digest, kind, path, file: await this.artifacts.locate(digest) });
    await this.turn();
    try {
      const trace = await this.detonator.detonate({ ...subject, file, dependencies: laidOut });
      return { detonator: this.detonator.version, trace };
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    if (this.running >= this.atOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
  }
}
