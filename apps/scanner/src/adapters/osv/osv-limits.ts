const MIB = 1024 * 1024;

/** Bounds of one import. The largest real record has 0.4 MB; the export of all ecosystems half a million records. */
export interface OsvLimits {
  recordBytes: number;
  totalBytes: number;
  records: number;
  /** Unpacked to packed, looked at once `ratioFloorBytes` are unpacked. */
  ratio: number;
  ratioFloorBytes: number;
  /** Of a zip; it is held in memory while it is read. */
  zipBytes: number;
  downloadMs: number;
  /** Between attempts of one download; each goes on where the last one ended. */
  pausesMs: readonly number[];
}

export const OSV_LIMITS: OsvLimits = {
  recordBytes: 8 * MIB,
  totalBytes: 8_192 * MIB,
  records: 1_000_000,
  ratio: 100,
  ratioFloorBytes: 64 * MIB,
  zipBytes: 1_024 * MIB,
  downloadMs: 10 * 60_000,
  pausesMs: [250, 1_000, 4_000, 10_000],
};

export function tooLargeRecord(limits: OsvLimits): string {
  return `larger than ${limits.recordBytes} bytes`;
}
