import {
  DomainError,
  NAME_TRANSITIONS,
  nameKey,
  nextStanding,
  normalizeName,
  parseEcosystem,
  type clearName,
  type ParsedRequestOf,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';

/** A person has looked at a name that appeared: it is no trap. Approvals and bans stay what they are. */
export class ClearName {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `unknown-ecosystem`, `invalid-name`, `name-not-found`, `transition-refused`, `reviewer-refused`, `store-unavailable` */
  async clear(request: ParsedRequestOf<typeof clearName>): Promise<WriteReceipt> {
    const { actor, reason } = request;
    if (actor.kind !== 'person') {
      throw new DomainError('reviewer-refused', `A ${actor.kind} cannot say that a name is no trap`, {
        hint: 'A person has to look at the package.',
      });
    }
    const ecosystem = parseEcosystem(request.ecosystem);
    const name = normalizeName(ecosystem, request.name);
    const key = nameKey({ ecosystem, name });
    const at = this.clock.now().toISOString();
    return this.writer.write({
      records: [{ kind: 'name', key }],
      at,
      decide: (present) => {
        const known = present.recordOf('name', key);
        if (known === undefined) {
          throw new DomainError(
            'name-not-found',
            `Nobody has asked for ${ecosystem}:${name} while it did not exist`,
          );
        }
        const state = nextStanding(NAME_TRANSITIONS, `${ecosystem}:${name}`, known.state, 'clear');
        return [{ kind: 'name', key, action: 'clear', value: { ...known, state }, actor, note: reason, at }];
      },
    });
  }
}
