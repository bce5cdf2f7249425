import { followInstall, type SallyportClient, type Skill } from '@sallyport/client';
import { DomainError, type ErrorCode, type Installation } from '@sallyport/domain';
import type { ServiceBus } from './ports/service-bus';

/** Either the end of the job, or the job that still runs. */
export type InstallOutcome = { installation: Installation } | { jobId: string };

/** These say that we lost sight of the job, unless they are the job's own error. */
const OUT_OF_SIGHT: ReadonlySet<ErrorCode> = new Set(['timeout', 'nobody-listens', 'bus-unavailable']);

export class InstallSkill {
  constructor(
    private readonly bus: ServiceBus,
    private readonly client: SallyportClient,
    private readonly options: { waitMs: number; pollMs?: number },
  ) {}

  async queue(skill: Skill): Promise<InstallOutcome> {
    const { jobId } = await this.client.queueInstall(skill);
    return { jobId };
  }

  /** @throws DomainError the job's own error, such as `install-denied` */
  async queueAndWait(skill: Skill): Promise<InstallOutcome> {
    const { jobId } = await this.client.queueInstall(skill);
    const { waitMs, pollMs } = this.options;
    const follow = { timeoutMs: waitMs, ...(pollMs === undefined ? {} : { pollMs }) };
    try {
      return { installation: await followInstall(this.bus, skill.ecosystem, jobId, follow) };
    } catch (cause) {
      if (!DomainError.is(cause) || !OUT_OF_SIGHT.has(cause.code)) throw cause;
      if (await this.hasEnded(skill, jobId, cause)) throw cause;
      return { jobId };
    }
  }

  private async hasEnded({ ecosystem }: Skill, jobId: string, lost: DomainError): Promise<boolean> {
    try {
      const { state } = await this.client.job(ecosystem, jobId);
      return state === 'done' || state === 'failed';
    } catch (cause) {
      throw new DomainError(lost.code, lost.message, {
        hint: `The install job ${jobId} was queued and goes on; ask for it by its id.`,
        details: { jobId },
        cause,
      });
    }
  }
}
