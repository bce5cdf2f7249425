import {
  DomainError,
  ECOSYSTEMS,
  type AdvisoryFacts,
  type Ecosystem,
  type Finding,
  type PackageId,
} from '@sallyport/domain';
import { advisoryFindings } from '../advisory/advisory-findings';
import type { AdvisoryRecord } from '../advisory/advisory-record';
import { AdvisoryIndex } from '../advisory/packed/advisory-index';
import { indexOf } from '../advisory/packed/pack-records';
import type { AdvisoryStore } from './ports/advisory-store';

/** Names that one question to the store is about. */
const NAMES_PER_READ = 1_000;

export interface Known {
  /** What was in force when it was looked up. */
  data: AdvisoryFacts;
  /** One list for each version asked for, in the same order. */
  findings: Finding[][];
}

export interface IndexState {
  /** Whether answers come from memory; else they come from the store. */
  current: boolean;
  packages: number;
  bytes: number;
}

/**
 * What the advisories in force say of package versions. It is answered from memory as long as the index held there
 * is of the revision in force, which the store is asked for every time; otherwise from the store, while the newer
 * index is fetched. An answer is never of older data than was in force when it was asked for.
 */
export class AdvisoryKnowledge {
  private held: { revision: number; index: AdvisoryIndex } | undefined;
  private fetching: Promise<void> | undefined;

  constructor(private readonly store: AdvisoryStore) {}

  /** @param ids normalised. @throws DomainError `store-unavailable` */
  async about(ids: readonly PackageId[]): Promise<Known> {
    // Read first: an import that ends meanwhile makes the answer newer than it is said to be, never older.
    const { revision, facts } = await this.store.standing();
    const index = this.held?.revision === revision ? this.held.index : await this.fromStore(ids);
    return { data: facts, findings: ids.map((id) => advisoryFindings(id, index)) };
  }

  /** Holds the index that is in force when it is called, or a newer one. @throws DomainError `store-unavailable` */
  async refresh(): Promise<void> {
    const { revision, facts } = await this.store.standing();
    if (!facts.loaded || (revision !== 0 && this.held?.revision === revision)) return;
    const packed = revision === 0 ? undefined : await this.packed(revision);
    if (packed !== undefined) {
      this.held = { revision, index: packed };
      return;
    }
    await this.store.packAgain();
    const { revision: again } = await this.store.standing();
    const index = await this.packed(again);
    // Else a newer release has packed it in its own format, and the store goes on answering.
    if (index !== undefined) this.held = { revision: again, index };
  }

  async state(): Promise<IndexState> {
    const { revision } = await this.store.standing();
    const { held } = this;
    return {
      current: held !== undefined && held.revision === revision,
      packages: held?.index.packages ?? 0,
      bytes: held?.index.byteLength ?? 0,
    };
  }

  private async packed(revision: number): Promise<AdvisoryIndex | undefined> {
    const bytes = await this.store.packedIndex(revision);
    if (bytes === undefined) return undefined;
    try {
      return new AdvisoryIndex(bytes);
    } catch (cause) {
      // Of another format: it is packed again.
      if (DomainError.is(cause)) return undefined;
      throw cause;
    }
  }

  private async fromStore(ids: readonly PackageId[]): Promise<AdvisoryIndex> {
    this.fetchSoon();
    const records = new Map<string, AdvisoryRecord>();
    for (const ecosystem of ECOSYSTEMS)
      for (const names of pagesOf(ecosystem, ids))
        for (const record of await this.store.about(ecosystem, names)) records.set(record.id, record);
    return indexOf(records.values());
  }

  /** A failure leaves things as they are: the store goes on answering, and the next question tries again. */
  private fetchSoon(): void {
    this.fetching ??= this.refresh()
      .catch(() => undefined)
      .finally(() => (this.fetching = undefined));
  }
}

function* pagesOf(ecosystem: Ecosystem, ids: readonly PackageId[]): Generator<string[]> {
  const names = [...new Set(ids.filter((id) => id.ecosystem === ecosystem).map(({ name }) => name))];
  for (let from = 0; from < names.length; from += NAMES_PER_READ)
    yield names.slice(from, from + NAMES_PER_READ);
}
