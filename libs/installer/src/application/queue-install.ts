import { parseAgentId, parseSkillId, type InstallJob } from '@sallyport/domain';
import { randomUUID } from 'node:crypto';
import type { InstallerParts } from './installer-parts';
import type { ResolveRequirements } from './resolve-requirements';

export interface InstallRequest {
  skillId: string;
  agentId: string;
  requirements: readonly string[];
}

type Parts = Pick<InstallerParts, 'ecosystem' | 'images' | 'jobs' | 'now'>;

/** Everything that can be known to be wrong is said now; what is queued is worth a worker's time. */
export class QueueInstall {
  constructor(
    private readonly parts: Parts,
    private readonly resolve: ResolveRequirements,
  ) {}

  async run(request: InstallRequest): Promise<{ jobId: string }> {
    const job = this.jobOf(request);
    await this.parts.images.ping();
    // The record first: whoever gets the id can ask for the job at once.
    await this.parts.jobs.put({
      ...{ jobId: job.jobId, skillId: job.skillId, ecosystem: job.ecosystem },
      ...{ state: 'queued', step: null, attempts: 0, installation: null, error: null },
      updatedAt: job.queuedAt,
    });
    await this.parts.jobs.enqueue(job);
    return { jobId: job.jobId };
  }

  private jobOf({ skillId, agentId, requirements }: InstallRequest): InstallJob {
    this.resolve.parse(requirements);
    return {
      jobId: randomUUID(),
      skillId: parseSkillId(skillId),
      agentId: parseAgentId(agentId),
      ecosystem: this.parts.ecosystem,
      requirements: [...requirements],
      queuedAt: this.parts.now(),
    };
  }
}
