const MIB = 1024 * 1024;

/** Bounds of one unpacking. Honest outliers: torch's wheels unpack to 2 GiB, icon packages hold 60,000 files. */
export interface ArchiveLimits {
  /** Bytes of all entries together, unpacked. */
  unpackedBytes: number;
  entries: number;
  /** Unpacked to packed, looked at once `ratioFloorBytes` are unpacked; honest text packages stay below 40. */
  ratio: number;
  ratioFloorBytes: number;
  /** Characters of an entry's path. */
  pathLength: number;
  /** Bytes of one file that are kept for analysis; the largest payloads seen in attacks have 10 MB. */
  keptFileBytes: number;
  /** Bytes of all kept files together. They are held in memory, beside the tree of the one that is being parsed. */
  keptBytes: number;
  /** Bytes of all machine code together that are searched for hidden texts, 60 ms a megabyte. */
  searchedNativeBytes: number;
  /** Bytes of one kept file that is text and named like nothing that is run, and of all of them together. */
  keptTextFileBytes: number;
  keptTextBytes: number;
  /** Bytes of all manifests together. */
  keptManifestBytes: number;
  /** Characters of all paths together. */
  pathsLength: number;
  /** Faults of one kind that are listed; a hostile archive may have one for each entry. */
  faults: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  unpackedBytes: 4096 * MIB,
  entries: 250_000,
  ratio: 200,
  ratioFloorBytes: 32 * MIB,
  pathLength: 1_024,
  keptFileBytes: 16 * MIB,
  keptBytes: 96 * MIB,
  searchedNativeBytes: 32 * MIB,
  keptTextFileBytes: MIB,
  keptTextBytes: 24 * MIB,
  keptManifestBytes: 16 * MIB,
  pathsLength: 32 * MIB,
  faults: 50,
};
