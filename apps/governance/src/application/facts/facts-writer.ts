import {
  areSameFacts,
  factsKey,
  nameKey,
  type Actor,
  type PackageFacts,
  type PackageId,
  type Policy,
  type Revision,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { EventStream } from '../ports/event-stream';
import { Log } from '../ports/log';
import type { ChangePart, Present } from '../ports/registry-store';
import { CurrentView } from '../registry/current-view';
import { RegistryWriter } from '../registry/registry-writer';
import { appearedPart } from '../names/appeared-part';
import { tellAppeared, type Appeared } from '../names/tell-appeared';
import { bySize } from './by-size';
import { CONSEQUENCES } from './consequences';

/** Bytes of facts in one act; the change that carries them has to pass the bus (8 MB), with room for what follows. */
const MAX_ACT_BYTES = 2 * 1024 * 1024;
const MAX_ACT_PACKAGES = 1_000;

export interface FactsUpdate {
  id: PackageId;
  /** Pure; what is known is read under the act's lock. */
  next(known: PackageFacts | undefined): PackageFacts;
}

export interface FactsSource {
  actor: Actor;
  /** One word for the trail: `scan`, `release`, `advisories`. */
  action: string;
  /** Whether this shows that the registry has these packages: then a name that was missing before has appeared. */
  showsExistence: boolean;
}

export interface FactsReceipt {
  revision: Revision;
  /** Versions whose facts changed. */
  changed: number;
  unchanged: number;
  banned: PackageId[];
}

/** What the parts of one act are made from. */
interface FactsAct {
  source: FactsSource;
  policy: Policy | undefined;
  present: Present;
  others: readonly PackageId[];
  at: string;
}

/** Writes facts of many versions, in acts that fit the bus, each with what follows from it. */
export class FactsWriter {
  constructor(
    private readonly writer: RegistryWriter,
    private readonly current: CurrentView,
    private readonly stream: EventStream,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws DomainError `payload-too-large`, `store-unavailable` */
  async write(updates: readonly FactsUpdate[], source: FactsSource): Promise<FactsReceipt> {
    const { view } = this.current;
    const total: FactsReceipt = { revision: view.revision, changed: 0, unchanged: 0, banned: [] };
    const sizeOf = ({ id, next }: FactsUpdate): number =>
      Buffer.byteLength(JSON.stringify(next(view.factsOf(id))));
    for (const group of bySize(updates, { bytes: MAX_ACT_BYTES, items: MAX_ACT_PACKAGES, sizeOf })) {
      const { revision, changed, unchanged, banned } = await this.act(group, source);
      total.revision = Math.max(total.revision, revision);
      total.changed += changed;
      total.unchanged += unchanged;
      total.banned.push(...banned);
    }
    return total;
  }

  private async act(updates: readonly FactsUpdate[], source: FactsSource): Promise<FactsReceipt> {
    const at = this.clock.now().toISOString();
    const policy = this.current.view.policy.policy;
    const names = source.showsExistence ? [...new Map(updates.map(({ id }) => [nameKey(id), id]))] : [];
    const others = source.showsExistence && policy?.delta.inherit === true ? this.othersOf(names) : [];
    let parts: ChangePart[] = [];
    let appeared: Appeared[] = [];
    const { revision } = await this.writer.write({
      packages: distinct([...updates.map(({ id }) => id), ...others]),
      records: [
        ...distinct([...updates.map(({ id }) => id), ...others]).map((id) => ({
          kind: 'facts' as const,
          key: factsKey(id),
        })),
        ...names.map(([key]) => ({ kind: 'name' as const, key })),
      ],
      at,
      decide: (present) => {
        appeared = [];
        parts = updates.flatMap((update) => this.partsOf(update, { source, policy, present, others, at }));
        for (const [key, id] of names) {
          const known = present.recordOf('name', key);
          const part = appearedPart(key, known, source.actor, at);
          if (part === undefined || known === undefined) continue;
          parts.push(part);
          appeared.push({
            ecosystem: id.ecosystem,
            name: id.name,
            times: known.times,
            firstAskedAt: known.firstAskedAt,
          });
        }
        return parts;
      },
    });
    for (const name of appeared) await tellAppeared({ stream: this.stream, log: this.log }, name, at);
    const changed = parts.filter(({ kind }) => kind === 'facts').length;
    return { revision, changed, unchanged: updates.length - changed, banned: bannedIn(parts) };
  }

  private partsOf(
    { id, next }: FactsUpdate,
    { source, policy, present, others, at }: FactsAct,
  ): ChangePart[] {
    const key = factsKey(id);
    const before = present.recordOf('facts', key);
    const after = next(before);
    if (areSameFacts(before, after)) return [];
    const { actor, action } = source;
    const parts: ChangePart[] = [{ kind: 'facts', key, action, value: after, actor, at }];
    // Without a policy that can be read nothing is allowed anyway, and nothing follows.
    if (policy === undefined) return parts;
    const change = { id, before, after, present, others, policy, at };
    return [...parts, ...CONSEQUENCES.flatMap((consequence) => consequence(change))];
  }

  /** Versions of the same names that somebody has decided about: what a new one may inherit from, or what forbids it. */
  private othersOf(names: readonly (readonly [string, PackageId])[]): PackageId[] {
    return names.flatMap(([, { ecosystem, name }]) =>
      [...this.current.view.versionsOf(ecosystem, name)]
        .filter(([, { approval, banReason }]) => approval !== 'none' || banReason !== null)
        .map(([version]) => ({ ecosystem, name, version })),
    );
  }
}

function bannedIn(parts: readonly ChangePart[]): PackageId[] {
  return parts.flatMap((part) =>
    part.kind === 'package' && part.action === 'ban'
      ? [{ ecosystem: part.ecosystem, name: part.name, version: part.version }]
      : [],
  );
}

function distinct(ids: readonly PackageId[]): PackageId[] {
  return [...new Map(ids.map((id) => [factsKey(id), id])).values()];
}
