import {
  describePackage,
  DomainError,
  type PackageId,
  type Revision,
  type WriteReceipt,
} from '@sallyport/domain';
import { RegistryStore, type ChangePart, type RegistryAct } from '../ports/registry-store';
import { RegistryWriter } from '../registry/registry-writer';

const CHANGES_PER_READ = 200;
/** Further back than this is no review of today's evidence, and too much to look through for one click. */
const MAX_CHANGES_BACK = 20_000;
/** Acts of others that may come in between; each costs one read of the log. */
const MAX_TRIES = 50;

/**
 * Writes an act of a reviewer who looked at the registry as of `seen`; undefined: the reviewer does not say. If
 * somebody has decided about one of the packages since, or the scan has seen something new of one, nothing changes.
 * @throws DomainError `review-conflict`, what the act throws
 */
export async function writeAsSeen(
  store: RegistryStore,
  writer: RegistryWriter,
  seen: Revision | undefined,
  act: RegistryAct & { packages: readonly PackageId[] },
): Promise<WriteReceipt> {
  if (seen === undefined) return writer.write(act);
  let readTo = seen;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    readTo = await assertUndecidedSince(store, act.packages, seen, readTo);
    const looked = readTo;
    let hasMoved = false;
    try {
      return await writer.write({
        ...act,
        decide: (present) => {
          // Under the act's lock: either nothing came in between, or that has to be looked at first.
          hasMoved = present.revision > looked;
          if (hasMoved) throw conflict('The registry moves faster than it can be read');
          if (present.revision < seen)
            throw conflict(`The registry is at revision ${present.revision}; ${seen} cannot have been seen`);
          return act.decide(present);
        },
      });
    } catch (cause) {
      if (!hasMoved || !DomainError.is(cause) || cause.code !== 'review-conflict') throw cause;
    }
  }
  throw conflict('The registry moves faster than it can be read');
}

/** @returns the revision up to which was looked */
async function assertUndecidedSince(
  store: RegistryStore,
  packages: readonly PackageId[],
  seen: Revision,
  from: Revision,
): Promise<Revision> {
  const meant = new Set(packages.map(keyOf));
  let readTo = from;
  for (;;) {
    const changes = await store.changesAfter(readTo, CHANGES_PER_READ);
    for (const { revision, parts } of changes) {
      const news = parts.map((part) => newsOf(part, meant)).find((text) => text !== undefined);
      if (news !== undefined) throw conflict(`${news} at revision ${revision}; you looked at ${seen}`);
      readTo = revision;
    }
    if (changes.length < CHANGES_PER_READ) return readTo;
    if (readTo - seen > MAX_CHANGES_BACK)
      throw conflict(`Revision ${seen} is more than ${MAX_CHANGES_BACK} changes back`);
  }
}

/** A request is no decision, and no evidence either. */
function newsOf(part: ChangePart, meant: ReadonlySet<string>): string | undefined {
  const by = `${part.actor.kind}:${part.actor.id}`;
  if (part.kind === 'package' && part.action !== 'request' && meant.has(keyOf(part)))
    return `${by} did "${part.action}" on ${describePackage(part)}`;
  if (part.kind === 'facts' && meant.has(part.key))
    return `What is known of ${(JSON.parse(part.key) as string[]).join(' ')} changed`;
  return undefined;
}

/** The same as the key of its facts. */
function keyOf({ ecosystem, name, version }: PackageId): string {
  return JSON.stringify([ecosystem, name, version]);
}

function conflict(message: string): DomainError {
  return new DomainError('review-conflict', message, { hint: 'Look at it again, then decide.' });
}
