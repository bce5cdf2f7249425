import { checkClosure, recordRelease, reportMissingName, type Ecosystem } from '@sallyport/domain';
import { logger, type Bus } from '@sallyport/messaging';
import {
  Governance,
  type ClosureDecision,
  type ClosureQuestion,
  type TracedRelease,
  type ToldRelease,
} from '../../application/ports';

/** The job waits for it, and its own outcome does not depend on it. */
const REPORT_TIMEOUT_MS = 2_000;
/** A release is some 4 kB of facts, 20 kB at most: so many pass the bus (8 MB) whatever is in them. */
const RELEASES_AT_ONCE = 250;

export class BusGovernance extends Governance {
  constructor(
    private readonly bus: Bus,
    private readonly ecosystem: Ecosystem,
  ) {
    super();
  }

  checkClosure(question: ClosureQuestion): Promise<ClosureDecision> {
    return this.bus.call(checkClosure, { ...question, ecosystem: this.ecosystem, sign: true });
  }

  async recordProvenance(releases: readonly TracedRelease[]): Promise<void> {
    await this.bus.call(recordRelease, { releases: [...releases] });
  }

  async reportMissingName(name: string, agentId: string): Promise<void> {
    const { ecosystem, bus } = this;
    const report = { ecosystem, name, askedBy: `agent:${agentId}` };
    try {
      await bus.call(reportMissingName, report, { timeoutMs: REPORT_TIMEOUT_MS });
    } catch (cause) {
      logger.warn({ err: cause }, 'Governance was not told of a name that does not exist');
    }
  }

  async recordReleases(releases: readonly ToldRelease[]): Promise<void> {
    const { ecosystem, bus } = this;
    try {
      for (let from = 0; from < releases.length; from += RELEASES_AT_ONCE) {
        const told = releases.slice(from, from + RELEASES_AT_ONCE);
        await bus.call(recordRelease, { releases: told.map((release) => ({ ecosystem, ...release })) });
      }
    } catch (cause) {
      logger.warn({ err: cause }, 'Governance was not told what the registry says of releases');
    }
  }
}
