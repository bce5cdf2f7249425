import { actorText, DomainError, type Actor, type Ecosystem } from '@sallyport/domain';
import { Log } from '../ports/log';
import { ReportMissingName } from './report-missing-name';

/** Names that a resolver says no registry has are remembered on the way. */
export class MissingNames {
  constructor(
    private readonly report: ReportMissingName,
    private readonly log: Log,
  ) {}

  /** What `resolve` answers or throws; that a name could not be noted changes nothing of it. */
  async noted<T>(
    { ecosystem, actor }: { ecosystem: Ecosystem; actor: Actor },
    resolve: () => Promise<T>,
  ): Promise<T> {
    try {
      return await resolve();
    } catch (cause) {
      const name = missingName(cause);
      if (name !== undefined) {
        await this.report
          .report({ ecosystem, name, askedBy: actorText(actor) })
          .catch((fault: unknown) =>
            this.log.warn({ cause: fault, name }, 'A name that does not exist could not be noted'),
          );
      }
      throw cause;
    }
  }
}

function missingName(cause: unknown): string | undefined {
  if (!DomainError.is(cause) || cause.code !== 'package-not-found') return undefined;
  const name = (cause.details as { name?: unknown } | undefined)?.name;
  return typeof name === 'string' ? name : undefined;
}
