import { bearerKey } from '@sallyport/analysis';
import {
  FileMemory,
  MAX_NEWEST,
  MAX_OLDEST,
  type ArtifactKey,
  type FileHash,
  type RememberedBearer,
  type ScannedArtifact,
} from '../application/ports/file-memory';

interface Kept {
  artifact: ScannedArtifact;
  firstSeen: number;
  publishedAt: number | null;
  isHeld: boolean;
}

export class MemoryFileMemory extends FileMemory {
  /** First seen first. */
  private readonly kept = new Map<string, Kept>();
  private readonly forgotten = new Set<string>();

  async remember(artifacts: readonly ScannedArtifact[], at: Date): Promise<void> {
    for (const artifact of artifacts) {
      const before = this.kept.get(keyOf(artifact));
      const times = [before?.publishedAt ?? null, timeOf(artifact)].filter((time) => time !== null);
      const publishedAt = times.length === 0 ? null : Math.min(...times);
      if (before?.artifact.rulesVersion === artifact.rulesVersion) before.publishedAt = publishedAt;
      else
        this.kept.set(keyOf(artifact), {
          artifact,
          publishedAt,
          firstSeen: before?.firstSeen ?? at.getTime(),
          isHeld: before?.isHeld ?? false,
        });
    }
    this.forget(new Set(artifacts.flatMap(({ files }) => files.map(({ hash }) => hash))));
  }

  async bearers(hashes: readonly FileHash[]): Promise<Map<FileHash, RememberedBearer[]>> {
    const found = new Map<FileHash, RememberedBearer[]>();
    for (const hash of new Set(hashes)) {
      const bearers = this.of(hash);
      if (bearers.some(({ marks }) => marks.length > 0)) found.set(hash, bearers);
    }
    return found;
  }

  async hashesOf(keys: readonly ArtifactKey[]): Promise<Map<string, FileHash[]>> {
    return new Map(
      keys.flatMap((key) => {
        const kept = this.kept.get(keyOf(key));
        if (kept === undefined) return [];
        const hashes = kept.artifact.files.map(({ hash }) => hash).sort();
        return [[keyOf(key), hashes.filter((hash) => !this.forgotten.has(`${hash} ${keyOf(key)}`))]];
      }),
    );
  }

  async artifacts(keys: readonly ArtifactKey[]): Promise<Omit<ScannedArtifact, 'files'>[]> {
    return keys.flatMap((key) => {
      const kept = this.kept.get(keyOf(key));
      if (kept === undefined) return [];
      const { files: _, ...artifact } = kept.artifact;
      return [artifact];
    });
  }

  async noteHeld(keys: readonly ArtifactKey[], isHeld: boolean): Promise<void> {
    for (const key of keys) {
      const kept = this.kept.get(keyOf(key));
      if (kept !== undefined) kept.isHeld = isHeld;
    }
  }

  private of(hash: FileHash): RememberedBearer[] {
    return [...this.kept].flatMap(([key, { artifact, firstSeen, publishedAt, isHeld }]) => {
      const file = artifact.files.find((each) => each.hash === hash);
      if (file === undefined || this.forgotten.has(`${hash} ${key}`)) return [];
      const { id, digest, repository, dependencies, isMalicious } = artifact;
      const path = file.marks.length > 0 ? file.path : null;
      return [
        {
          ...{ ...id, digest, publishedAt, firstSeen, publisher: null, repository, dependencies },
          ...{ isMalicious, path, marks: file.marks, isHeld },
        },
      ];
    });
  }

  private forget(hashes: ReadonlySet<FileHash>): void {
    for (const hash of hashes) {
      const bearers = this.of(hash);
      for (const bearer of bearers.slice(MAX_OLDEST, -MAX_NEWEST))
        if (!bearer.isMalicious) this.forgotten.add(`${hash} ${bearerKey(bearer)}`);
    }
  }
}

function keyOf({ id, digest }: ArtifactKey): string {
  return bearerKey({ ...id, digest });
}

function timeOf({ locked }: ScannedArtifact): number | null {
  const time = Date.parse(locked.publishedAt ?? '');
  return Number.isNaN(time) ? null : time;
}
