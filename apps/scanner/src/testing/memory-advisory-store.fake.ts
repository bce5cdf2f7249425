import type { Ecosystem } from '@sallyport/domain';
import type { AdvisoryRecord } from '../advisory/advisory-record';
import { rememberingReader } from '../advisory/read-affected';
import { packIndex } from '../advisory/packed/advisory-index';
import { packBlocks, recordsByKey } from '../advisory/packed/pack-records';
import {
  AdvisoryStore,
  type ImportNote,
  type KnownAdvisory,
  type MergeCounts,
  type StagedAdvisory,
  type Standing,
} from '../application/ports/advisory-store';

export class MemoryAdvisoryStore extends AdvisoryStore {
  private kept = new Map<string, StagedAdvisory>();
  private importedAt: string | null = null;
  private revision = 0;
  private packed: Buffer | undefined;
  /** What `about` was asked for. */
  readonly asked: string[] = [];

  async merge(advisories: AsyncIterable<StagedAdvisory>, note: ImportNote): Promise<MergeCounts> {
    const given = new Map<string, StagedAdvisory>();
    for await (const staged of advisories) given.set(staged.record.id, staged);
    const changed = [...given].filter(([id, staged]) => replaces(staged, this.kept.get(id)));
    this.kept = new Map([...this.kept, ...changed]);
    this.importedAt = note.at;
    if (changed.length > 0 || this.revision === 0) {
      this.revision += 1;
      this.packed = this.pack();
    }
    return { imported: changed.length, unchanged: given.size - changed.length };
  }

  async known(): Promise<ReadonlyMap<string, KnownAdvisory>> {
    return new Map([...this.kept].map(([id, { sha256, modified }]) => [id, { sha256, modified }]));
  }

  async about(ecosystem: Ecosystem, names: readonly string[]): Promise<AdvisoryRecord[]> {
    this.asked.push(...names);
    return this.records()
      .filter((record) => !record.withdrawn)
      .filter((record) =>
        record.affected.some((each) => each.ecosystem === ecosystem && names.includes(each.name)),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async standing(): Promise<Standing> {
    const { revision, importedAt } = this;
    return { revision, facts: { loaded: this.kept.size > 0, advisories: this.kept.size, importedAt } };
  }

  async packedIndex(revision: number): Promise<Buffer | undefined> {
    return revision === this.revision ? this.packed : undefined;
  }

  async packAgain(): Promise<void> {
    this.packed = this.pack();
  }

  async countByEcosystem(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { record } of this.kept.values()) {
      for (const ecosystem of new Set(record.affected.map((each) => each.ecosystem)))
        counts[ecosystem] = (counts[ecosystem] ?? 0) + 1;
    }
    return counts;
  }

  /** As if the packed index were lost, or of another format. */
  lose(packed?: Buffer): void {
    this.packed = packed;
  }

  private records(): AdvisoryRecord[] {
    return [...this.kept.values()].map(({ record }) => record);
  }

  private pack(): Buffer {
    return packIndex(packBlocks(recordsByKey(this.records()), rememberingReader()));
  }
}

function replaces(staged: StagedAdvisory, known: StagedAdvisory | undefined): boolean {
  if (known === undefined) return true;
  if (known.sha256 === staged.sha256) return false;
  return known.modified === null || staged.modified === null || known.modified <= staged.modified;
}
