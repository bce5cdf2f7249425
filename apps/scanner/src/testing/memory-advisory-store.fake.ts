import type { AdvisoryFacts, Ecosystem } from '@sallyport/domain';
import type { AdvisoryRecord } from '../advisory/advisory-record';
import {
  AdvisoryStore,
  type ImportNote,
  type MergeCounts,
  type StagedAdvisory,
} from '../application/ports/advisory-store';

export class MemoryAdvisoryStore extends AdvisoryStore {
  private kept = new Map<string, StagedAdvisory>();
  private importedAt: string | null = null;

  async merge(advisories: AsyncIterable<StagedAdvisory>, note: ImportNote): Promise<MergeCounts> {
    const next = new Map(this.kept);
    const counts = { imported: 0, unchanged: 0 };
    for await (const staged of advisories) {
      const known = next.get(staged.record.id);
      const isUnchanged =
        known !== undefined &&
        (known.sha256 === staged.sha256 || known.record.modified > staged.record.modified);
      counts[isUnchanged ? 'unchanged' : 'imported'] += 1;
      if (!isUnchanged) next.set(staged.record.id, staged);
    }
    this.kept = next;
    this.importedAt = note.at;
    return counts;
  }

  async about(ecosystem: Ecosystem, names: readonly string[]): Promise<AdvisoryRecord[]> {
    const records = [...this.kept.values()].map(({ record }) => record);
    return records
      .filter((record) => !record.withdrawn)
      .filter((record) =>
        record.affected.some((each) => each.ecosystem === ecosystem && names.includes(each.name)),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async facts(): Promise<AdvisoryFacts> {
    return { loaded: this.kept.size > 0, advisories: this.kept.size, importedAt: this.importedAt };
  }

  async countByEcosystem(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { record } of this.kept.values()) {
      for (const ecosystem of new Set(record.affected.map((each) => each.ecosystem)))
        counts[ecosystem] = (counts[ecosystem] ?? 0) + 1;
    }
    return counts;
  }
}
