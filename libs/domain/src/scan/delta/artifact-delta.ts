import { z } from 'zod';
import { Capability, Severity } from '../report';
import { Hook } from '../hook';
import { ProfileDependency } from '../profile';

const Count = z.number().int().nonnegative();
const Path = z.string().max(300);

/** Of one list, so many are shown; `count` is of all. */
export const MAX_DELTA_LIST = 50;
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ count: Count, first: z.array(item).max(MAX_DELTA_LIST) });

const SizedFile = z.strictObject({ path: Path, size: Count });

/** `command`: what starts it is another. `code`: the same command runs files with another content. */
export const HookChange = z.strictObject({ what: z.enum(['command', 'code']), before: Hook, after: Hook });
export type HookChange = z.infer<typeof HookChange>;

export const DependencyChange = z.strictObject({
  section: ProfileDependency.shape.section,
  name: ProfileDependency.shape.name,
  before: z.string().max(300),
  after: z.string().max(300),
});

/** What one artifact has or does that a like one of another version did not, and the other way round. */
export const ArtifactDelta = z.strictObject({
  capabilities: z.strictObject({ gained: z.array(Capability), lost: z.array(Capability) }),
  hooks: z.strictObject({ added: listOf(Hook), changed: listOf(HookChange), removed: listOf(Hook) }),
  entryPoints: z.strictObject({ added: listOf(z.string()), removed: listOf(z.string()) }),
  dependencies: z.strictObject({
    added: listOf(ProfileDependency),
    changed: listOf(DependencyChange),
    removed: listOf(ProfileDependency),
  }),
  files: z.strictObject({
    added: listOf(SizedFile),
    changed: listOf(z.strictObject({ path: Path, before: Count, after: Count })),
    removed: listOf(SizedFile),
    /** Code that appeared and that resembles no code of the other version. */
    unlike: listOf(SizedFile),
    /** Machine code that appeared. */
    native: listOf(SizedFile),
    /** Whether files that are not listed one by one differ; null: every file is listed. */
    restDiffers: z.boolean().nullable(),
  }),
  /** Bytes and number of files, unpacked. */
  size: z.strictObject({ before: Count, after: Count, filesBefore: Count, filesAfter: Count }),
  /** Rules that speak now and did not before. */
  findings: listOf(z.strictObject({ rule: z.string(), severity: Severity })),
  /** What was not all known, of either: the comparison may say too little of it. */
  cut: z.array(z.string()),
});
export type ArtifactDelta = z.infer<typeof ArtifactDelta>;
