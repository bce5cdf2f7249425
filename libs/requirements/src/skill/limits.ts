/** A skill is what an agent carries about: hundreds of files. What is beyond is named, and the answer is not whole. */
export interface SkillLimits {
  /** Entries of all folders together. */
  files: number;
  /** Folders inside each other. */
  depth: number;
  /** One file of code. */
  codeBytes: number;
  /** One manifest; locks of large projects have tens of megabytes. */
  manifestBytes: number;
  /** All files together. */
  totalBytes: number;
}

export const DEFAULT_LIMITS: SkillLimits = {
  files: 20_000,
  depth: 32,
  codeBytes: 4 * 1024 ** 2,
  manifestBytes: 32 * 1024 ** 2,
  totalBytes: 256 * 1024 ** 2,
};
