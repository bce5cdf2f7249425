import { NOT_AFFECTED, type listExceptions, type ParsedRequestOf, type ReplyOf } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryStore } from '../ports/registry-store';
import { UsageStore } from '../ports/usage-store';
import { newestFirst } from '../review/newest-first';

type Reply = ReplyOf<typeof listExceptions>;
type Reported = Reply['exceptions'][number];

/** Which of them a report is about. */
const REPORTS: Readonly<
  Record<ParsedRequestOf<typeof listExceptions>['report'], (exception: Reported) => boolean>
> = {
  all: () => true,
  live: ({ state, expired }) => state === 'live' && !expired,
  unused: ({ state, expired, uses }) => state === 'live' && !expired && uses === 0,
  expired: ({ state, expired }) => state === 'live' && expired,
};

const ABOUT: Readonly<
  Record<ParsedRequestOf<typeof listExceptions>['about'], (exception: Reported) => boolean>
> = {
  all: () => true,
  rules: ({ rule }) => rule !== NOT_AFFECTED,
  advisories: ({ rule }) => rule === NOT_AFFECTED,
};

/** Exceptions with their use, newest first. What nobody withdrew and has run out is `expired`. */
export class ListExceptions {
  constructor(
    private readonly store: RegistryStore,
    private readonly usage: UsageStore,
    private readonly clock: Clock,
  ) {}

  async list({ report, about }: ParsedRequestOf<typeof listExceptions>): Promise<Reply> {
    const { records, revision } = await this.store.records('exception');
    const used = await this.usage.exceptionUses();
    const now = this.clock.now().getTime();
    const exceptions = newestFirst(records)
      .map((exception): Reported => {
        const { uses, lastUsedAt } = used.get(exception.id) ?? { uses: 0, lastUsedAt: null };
        return { ...exception, uses, lastUsedAt, expired: Date.parse(exception.expiresAt) <= now };
      })
      .filter(ABOUT[about])
      .filter(REPORTS[report]);
    return { exceptions, revision };
  }
}
