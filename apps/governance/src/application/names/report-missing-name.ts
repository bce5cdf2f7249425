import {
  nameKey,
  normalizeName,
  parseEcosystem,
  type Actor,
  type NameMemory,
  type ParsedRequestOf,
  type reportMissingName,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { RegistryWriter } from '../registry/registry-writer';

const MAX_ASKERS = 10;
/** A name that is asked for all the time is not written down all the time. */
const QUIET_MS = 60_000;

/** Remembers that somebody has asked for a name that no registry has: whoever takes it later may be waiting for that. */
export class ReportMissingName {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `unknown-ecosystem`, `invalid-name`, `store-unavailable` */
  async report(request: ParsedRequestOf<typeof reportMissingName>): Promise<WriteReceipt> {
    const ecosystem = parseEcosystem(request.ecosystem);
    const key = nameKey({ ecosystem, name: normalizeName(ecosystem, request.name) });
    const at = this.clock.now().toISOString();
    return this.writer.write({
      records: [{ kind: 'name', key }],
      at,
      decide: (present) => {
        const known = present.recordOf('name', key);
        const value = asked(known, request.askedBy, at);
        return value === undefined ? [] : [{ kind: 'name', key, action: 'ask', value, actor: REPORTER, at }];
      },
    });
  }
}

const REPORTER: Actor = { kind: 'service', id: 'governance' };

/** Nothing where the same asker asked a moment ago. */
function asked(known: NameMemory | undefined, askedBy: string, at: string): NameMemory | undefined {
  if (known === undefined) {
    return {
      state: 'absent',
      firstAskedAt: at,
      lastAskedAt: at,
      times: 1,
      askedBy: [askedBy],
      appearedAt: null,
    };
  }
  const isNew = !known.askedBy.includes(askedBy) && known.askedBy.length < MAX_ASKERS;
  if (!isNew && Date.parse(at) - Date.parse(known.lastAskedAt) < QUIET_MS) return undefined;
  return {
    ...known,
    lastAskedAt: at,
    times: known.times + 1,
    askedBy: isNew ? [...known.askedBy, askedBy] : known.askedBy,
  };
}
