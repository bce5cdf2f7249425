import { DomainError, registrySnapshot, type ReplyOf } from '@sallyport/domain';
import type { RegistryView } from '@sallyport/registry-view';
import type { ClientBus } from '../client-bus';

type Part = ReplyOf<typeof registrySnapshot>;

/** A snapshot may be replaced while it is read; twice in a row it is not. */
const ATTEMPTS = 3;

/**
 * Fills the view with the newest stored snapshot, all of it or nothing; what came after it is for the change log to
 * tell.
 * @returns which registry it is
 * @throws DomainError `store-unavailable`, or why governance cannot be asked
 */
export async function loadSnapshot(bus: Pick<ClientBus, 'call'>, view: RegistryView): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const first = await bus.call(registrySnapshot, {});
    const parts = await partsOf(bus, first);
    if (parts !== undefined) {
      fill(view, parts);
      if (view.revision === first.revision) return first.registryId;
      throw unreadable(`it is said to be of revision ${first.revision} and is of ${view.revision}`);
    }
    if (attempt >= ATTEMPTS) throw unreadable('it was replaced again and again while it was read');
  }
}

/** undefined: the snapshot was replaced meanwhile. */
async function partsOf(bus: Pick<ClientBus, 'call'>, first: Part): Promise<Uint8Array[] | undefined> {
  const { revision, registryId } = first;
  const parts: Uint8Array[] = [];
  for (let part = 0; part < first.parts; part += 1) {
    const reply = part === 0 ? first : await bus.call(registrySnapshot, { revision, part });
    const isNext = reply.registryId === registryId && reply.revision === revision && reply.part === part;
    if (!isNext || reply.body === '') return undefined;
    parts.push(Buffer.from(reply.body, 'base64'));
  }
  return parts;
}

function fill(view: RegistryView, parts: readonly Uint8Array[]): void {
  if (parts.length === 0) return view.load({ revision: 0, packages: [], agents: [], records: [] });
  try {
    view.loadPacked(parts);
  } catch (cause) {
    throw unreadable('it is damaged, or packed by another release', cause);
  }
}

function unreadable(why: string, cause?: unknown): DomainError {
  return new DomainError('store-unavailable', `The snapshot of the registry could not be read: ${why}`, {
    hint: 'Decisions are asked of governance until it can be.',
    cause,
  });
}
