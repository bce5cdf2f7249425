import { z } from 'zod';

/**
 * `runs`: an install hook, an autoload file or a setting of an editor makes it run. `acts`: it does what an attack does
 * with what it reaches. `cited`: a rule that calls an artifact malicious names it.
 */
export const FILE_MARKS = ['runs', 'acts', 'cited'] as const;
export const FileMark = z.enum(FILE_MARKS);
export type FileMark = z.infer<typeof FileMark>;

/** Half of a SHA-256, lower-case hex: 2^64 files until two agree by chance. */
const Hash = z.string().regex(/^[0-9a-f]{32}$/);

/** By what a file is found again in another artifact. */
export const FileFingerprint = z.object({
  path: z.string().max(1_024),
  /** Of its bytes. */
  file: Hash,
  /** Of the shape of its syntax tree; absent where it was not parsed or has too little of it. */
  tree: Hash.optional(),
  marks: z.array(FileMark),
});
export type FileFingerprint = z.infer<typeof FileFingerprint>;

/** Of one artifact; marked files first, then the largest. */
export const MAX_FINGERPRINTS = 500;

/** Whose kin an artifact says it is. Claims: nobody has checked them. */
export const Kinship = z.object({
  /** Normalised address. */
  repository: z.string().max(600).nullable(),
  /** Names it depends on. */
  dependencies: z.array(z.string().max(214)),
});
export type Kinship = z.infer<typeof Kinship>;
export const MAX_KIN = 300;
