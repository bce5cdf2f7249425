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

  /** @throws DomainError what the act throws, `payload-too-large`, `invalid-request`, `store-unavailable` */
  async write(act: RegistryAct): Promise<WriteReceipt> {
    if (act.request !== undefined) assertUnicode(JSON.stringify(act.request));
    const outcome = await this.store.act({
      ...act,
      decide: (present) => assertStorable(act.decide(present)),
    });
    const { revision, change } = outcome;
    if (change !== undefined) this.relay.nudge();
    // Also where nothing changed: the same change, made by another writer, may still be on its way.
    await this.current.settle(outcome);
    const parts = change?.parts ?? [];
    return { revision, changed: parts.length, unchanged: untouched(act, parts) };
  }
}

/**
 * How many of what the act named stayed as they were. Acts name records to look at as well as to change, so records
 * are only counted where the act is about nothing else.
 */
function untouched({ packages = [], agents = [], records = [] }: RegistryAct, parts: ChangePart[]): number {
  const touched = new Set(parts.map(subjectOf));
  const isUntouched = (subject: string): boolean => !touched.has(subject);
  const named = [
    ...packages.map(({ ecosystem, name, version }) => JSON.stringify(['package', ecosystem, name, version])),
    ...agents.map((agentId) => JSON.stringify(['agent', agentId])),
  ];
  if (named.length > 0) return named.filter(isUntouched).length;
  return records.map(({ kind, key }) => JSON.stringify([kind, key])).filter(isUntouched).length;
}

function subjectOf(part: ChangePart): string {
  if (part.kind === 'package') return JSON.stringify(['package', part.ecosystem, part.name, part.version]);
  return JSON.stringify(part.kind === 'agent' ? ['agent', part.agentId] : [part.kind, part.key]);
}

/** What the log holds must be publishable, or everything after it would wait for ever. */
function assertStorable(parts: ChangePart[]): ChangePart[] {
  const json = JSON.stringify(parts);
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_CHANGE_BYTES) {
    throw new DomainError(
      'payload-too-large',
      `This act of ${parts.length} changes takes ${bytes} bytes of the change log`,
      { hint: 'Act on fewer packages at once, in several acts, or give a shorter note.' },
    );
  }
  assertUnicode(json);
  return parts;
}

/** PostgreSQL's jsonb takes neither U+0000 nor half a surrogate pair; JSON.stringify spells both as escapes. */
const UNSTORABLE_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

function assertUnicode(json: string): void {
  if (!UNSTORABLE_TEXT.test(json)) return;
  throw new DomainError('invalid-request', 'This act holds text with U+0000 or half a surrogate pair', {
    hint: 'Send text that is valid Unicode, without null characters.',
  });
}
