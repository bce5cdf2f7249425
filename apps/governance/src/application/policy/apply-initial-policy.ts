import { acceptPolicy, CURRENT, type Actor } from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { Log } from '../ports/log';
import { RegistryWriter } from '../registry/registry-writer';

const GOVERNANCE: Actor = { kind: 'service', id: 'governance' };

/** Puts the operator's first policy in force where none ever was; it never replaces one that people applied. */
export class ApplyInitialPolicy {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
    private readonly log: Log,
    /** undefined: the operator gave none, and the built-in one holds. */
    private readonly text: string | undefined,
  ) {}

  /** @throws DomainError `invalid-policy`, `store-unavailable`: the service does not start with a policy it cannot read */
  async apply(): Promise<void> {
    if (this.text === undefined) return;
    const text = this.text;
    const { version, digest } = acceptPolicy(text);
    const at = this.clock.now().toISOString();
    const { changed } = await this.writer.write({
      records: [{ kind: 'policy', key: CURRENT }],
      at,
      decide: (present) =>
        present.recordOf('policy', CURRENT) !== undefined
          ? []
          : [
              {
                kind: 'policy',
                key: CURRENT,
                action: 'apply',
                value: { text, version, digest },
                at,
                actor: GOVERNANCE,
                note: 'initial policy',
              },
            ],
    });
    if (changed > 0) this.log.info({ version }, 'The initial policy is in force');
  }
}
