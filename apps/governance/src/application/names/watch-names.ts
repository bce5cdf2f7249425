import { DomainError, normalizeName, type Ecosystem, type NameMemory } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { EventStream } from '../ports/event-stream';
import { Log } from '../ports/log';
import { Resolver } from '../ports/resolver';
import { CurrentView } from '../registry/current-view';
import { RegistryWriter } from '../registry/registry-writer';
import { appearedPart } from './appeared-part';
import { nameOf } from './list-names';
import { tellAppeared } from './tell-appeared';

const NAMES_PER_ROUND = 50;
/** A name that nobody has asked for in so long is not asked about any more; a scan that sees it still blocks it. */
const FORGOTTEN_AFTER_MS = 365 * 24 * 3_600_000;

/** What a registry says of a requirement on a name that it does have. */
const EXISTS: readonly string[] = ['version-not-found', 'version-conflict', 'no-installable-artifact'];

/** Asks the registries, slowly, whether names that did not exist do now. */
export class WatchNames {
  /** Names in the order of their keys, the one after this first: every round goes on where the last one ended. */
  private after = '';

  constructor(
    private readonly resolver: Resolver,
    private readonly writer: RegistryWriter,
    private readonly current: CurrentView,
    private readonly stream: EventStream,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws DomainError `store-unavailable` */
  async round(): Promise<void> {
    for (const key of this.due()) {
      this.after = key;
      const { ecosystem, name } = nameOf(key);
      if (await this.exists(ecosystem, name)) await this.appear(key);
    }
  }

  private due(): string[] {
    const now = this.clock.now().getTime();
    const absent = [...this.current.view.recordsOf('name')]
      .filter(([, { state }]) => state === 'absent')
      .filter(([, { lastAskedAt }]) => now - Date.parse(lastAskedAt) < FORGOTTEN_AFTER_MS)
      .map(([key]) => key)
      .sort();
    const next = absent.findIndex((key) => key > this.after);
    const turned = next <= 0 ? absent : [...absent.slice(next), ...absent.slice(0, next)];
    return turned.slice(0, NAMES_PER_ROUND);
  }

  /** Only a plain "there is no such package" is a no; without an answer it stays as it is. */
  private async exists(ecosystem: Ecosystem, name: string): Promise<boolean> {
    try {
      await this.resolver.resolve(ecosystem, [name]);
      return true;
    } catch (cause) {
      if (!DomainError.is(cause)) throw cause;
      if (cause.code === 'package-not-found') return isOfAnother(cause, ecosystem, name);
      return EXISTS.includes(cause.code);
    }
  }

  private async appear(key: string): Promise<void> {
    const at = this.clock.now().toISOString();
    let known: NameMemory | undefined;
    await this.writer.write({
      records: [{ kind: 'name', key }],
      at,
      decide: (present) => {
        known = present.recordOf('name', key);
        const part = appearedPart(key, known, { kind: 'service', id: 'governance' }, at);
        if (part === undefined) known = undefined;
        return part === undefined ? [] : [part];
      },
    });
    if (known === undefined) return;
    const { times, firstAskedAt } = known;
    const to = { stream: this.stream, log: this.log };
    await tellAppeared(to, { ...nameOf(key), times, firstAskedAt }, at);
  }
}

/** A package that needs one that does not exist is answered with the same code, and with the other name. */
function isOfAnother({ details }: DomainError, ecosystem: Ecosystem, name: string): boolean {
  const missing = (details as { name?: unknown } | undefined)?.name;
  try {
    return typeof missing === 'string' && normalizeName(ecosystem, missing) !== name;
  } catch {
    return false;
  }
}
