import type { LocalScan, NotLookedAt } from '@sallyport/analysis';
import { toPurl, type Ecosystem } from '@sallyport/domain';
import { rm } from 'node:fs/promises';
import { AtHand, type Found } from './at-hand';
import { Fetcher, type NotFetched } from './fetch';
import { isStrong } from './hash-file';
import { lookAt, scanOf, type Subject } from './look';
import type { Analyzer, Machine } from './machine';

/** A package version, and what is stated of the bytes of its artifacts. */
export interface PinnedArtifacts {
  ecosystem: Ecosystem;
  name: string;
  version: string;
  /** W3C SRI, one for each artifact; undefined: a purl states nothing, so the bytes are held to their name alone. */
  integrity: readonly string[] | undefined;
  place?: { file: string; line?: number | undefined };
}

export interface PinnedOptions {
  machine: Machine;
  env: Readonly<Record<string, string | undefined>>;
  /** A folder with artifacts. */
  artifacts?: string | undefined;
  /** Fetch what is not at hand. */
  isFetching: boolean;
  now: number;
}

/** Clients of package registries at once. */
const FETCHES = 4;

/** Looks at what is at hand of the pinned packages; what is not, or is not what was stated, is named as not looked at. */
export async function scanPinned(
  pinned: readonly PinnedArtifacts[],
  missing: readonly NotLookedAt[],
  options: PinnedOptions,
): Promise<LocalScan> {
  const { machine, env, artifacts, isFetching, now } = options;
  const atHand = new AtHand(machine, env, artifacts);
  const fetcher = new Fetcher(machine);
  const analyzer = machine.openAnalyzer();
  try {
    const results = await inOrder(pinned, FETCHES, (each) =>
      take(each, atHand, isFetching ? fetcher : undefined),
    );
    const subjects = results.flatMap(({ found }, at) =>
      found.map((each) => subjectOf(pinned[at] as PinnedArtifacts, each)),
    );
    const notLookedAt = results.flatMap((taken, at) =>
      taken.missing === undefined ? [] : [unlooked(pinned[at] as PinnedArtifacts, taken.missing)],
    );
    const otherArtifacts = results.reduce((sum, { others }) => sum + others, 0);
    return scanOf(await lookAt(subjects, analyzer as Analyzer), [...notLookedAt, ...missing], {
      ...{ rulesVersion: analyzer.rulesVersion, now, otherArtifacts },
    });
  } finally {
    analyzer.close();
    await Promise.all(fetcher.made.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

interface Taken {
  found: Found[];
  /** Why none was found. */
  missing?: NotFetched;
  /** Artifacts that are stated beside those that were found. */
  others: number;
}

async function take(
  { ecosystem, name, version, integrity }: PinnedArtifacts,
  atHand: AtHand,
  fetcher: Fetcher | undefined,
): Promise<Taken> {
  const here =
    integrity === undefined
      ? await atHand.named(ecosystem, name, version)
      : (await Promise.all(integrity.map((each) => atHand.find(ecosystem, each)))).filter(
          (each) => each !== undefined,
        );
  const found = [...new Map(here.map((each) => [each.digest, each])).values()];
  if (found.length > 0) return { found, others: Math.max(0, (integrity?.length ?? 0) - found.length) };
  const none = (missing: NotFetched): Taken => ({ found: [], others: 0, missing });
  if (integrity?.length === 0)
    return none({ why: 'the lock states no digest, so that nobody knows which bytes are meant' });
  if (integrity?.some(isStrong) === false)
    return none({ why: 'the lock states a SHA-1 only, which two different files can share' });
  if (fetcher === undefined) return none({ why: 'not at hand (--fetch, or --artifacts DIR)' });
  const fetched = await fetcher.fetch(ecosystem, name, version, integrity);
  return 'why' in fetched
    ? none(fetched)
    : { found: [fetched], others: Math.max(0, (integrity?.length ?? 0) - 1) };
}

function subjectOf({ ecosystem, name, version }: PinnedArtifacts, { path, digest, source }: Found): Subject {
  const id = { ecosystem, name, version };
  return { what: toPurl(id), source, task: { digest, path }, ecosystem, expected: id };
}

function unlooked({ ecosystem, name, version, place }: PinnedArtifacts, missing: NotFetched): NotLookedAt {
  return {
    what: toPurl({ ecosystem, name, version }),
    ...missing,
    ...(place === undefined ? {} : { file: place.file }),
    ...(place?.line === undefined ? {} : { line: place.line }),
  };
}

/** So many at once, and results in the order of the items. */
async function inOrder<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await act(items[at] as Item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
