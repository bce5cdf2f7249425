import { DomainError, type WriteReceipt } from '@sallyport/domain';
import { RegistryStore, type ChangePart, type RegistryAct } from '../ports/registry-store';
import { ChangeRelay } from './change-relay';
import { CurrentView } from './current-view';

/** One change is one message on the bus; deploy/nats.conf lets 8 MB through, and other fields need room beside it. */
const MAX_CHANGE_BYTES = 6 * 1024 * 1024;

/** Every write of the registry goes through here: durable first, then enforced everywhere, then acknowledged. */
export class RegistryWriter {
  constructor(
    private readonly store: RegistryStore,
    private readonly current: CurrentView,
    private readonly relay: ChangeRelay,
  ) {}

  /** @throws DomainError what the act throws, `payload-too-large`, `store-unavailable` */
  async write(act: RegistryAct): Promise<WriteReceipt> {
    const { revision, change } = await this.store.act({
      ...act,
      decide: (present) => assertFitsTheBus(act.decide(present)),
    });
    if (change !== undefined) this.relay.nudge();
    // Also where nothing changed: the same change, made by another writer, may still be on its way.
    await this.current.settle(revision, change);
    const asked = (act.packages?.length ?? 0) + (act.agents?.length ?? 0);
    const changed = change?.parts.length ?? 0;
    return { revision, changed, unchanged: asked - changed };
  }
}

/** What the log holds must be publishable, or everything after it would wait for ever. */
function assertFitsTheBus(parts: ChangePart[]): ChangePart[] {
  const bytes = Buffer.byteLength(JSON.stringify(parts));
  if (bytes <= MAX_CHANGE_BYTES) return parts;
  throw new DomainError(
    'payload-too-large',
    `This act on ${parts.length} packages takes ${bytes} bytes of the change log`,
    {
      hint: 'Act on fewer packages at once, or give a shorter note.',
    },
  );
}
