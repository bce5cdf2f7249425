import { Ecosystem } from '@sallyport/domain';
import { z } from 'zod';

const Line = z.number().int().positive();

/** What stands in the way of an import always happening. A requirement that has a place without one is needed. */
export const Mark = z.enum([
  /** In a `try` that catches its absence, or probed before. */
  'guarded',
  /** Only on some versions or platforms: `if sys.version_info`, environment markers. */
  'conditional',
  /** Only a type checker reads it. */
  'type-only',
  /** When a function runs, not when the file is loaded. */
  'deferred',
  /** By a call that is given the name. */
  'dynamic',
  /** Only where somebody asks for it: an extra, an optional dependency. */
  'optional',
  /** In a test, or in the configuration of a tool. */
  'development',
]);
export type Mark = z.infer<typeof Mark>;

/** Where something stands. */
export const Place = z.object({
  /** Path below the skill, with `/`. */
  file: z.string(),
  line: Line.optional(),
});
export type Place = z.infer<typeof Place>;

export const Source = Place.extend({
  /** `import` in code, `command` in a shell line that installs, `manifest` where people write, `lock` where tools do. */
  how: z.enum(['import', 'command', 'manifest', 'lock']),
  marks: z.array(Mark),
  /** The module as imported, or the requirement as written. */
  text: z.string(),
});
export type Source = z.infer<typeof Source>;

export const Need = z.enum(['required', 'conditional', 'optional', 'types', 'development']);
export type Need = z.infer<typeof Need>;

/** How we know that the package is the one meant. */
export const Certainty = z.enum([
  /** A manifest or lock of the skill names it. */
  'declared',
  /** The table of modules names it, or the specifier is the name (npm). */
  'known',
  /** A Python module of which nothing is known but that packages are mostly called like their modules. */
  'assumed',
]);
export type Certainty = z.infer<typeof Certainty>;

export const FoundRequirement = z.object({
  ecosystem: Ecosystem,
  /** Normalised. */
  name: z.string(),
  need: Need,
  certainty: Certainty,
  extras: z.array(z.string()),
  /** Ranges as manifests have them; without any, none is declared. */
  ranges: z.array(z.string()),
  /** Exact versions that manifests or locks pin, normalised. */
  versions: z.array(z.string()),
  imported: z.boolean(),
  declared: z.boolean(),
  sources: z.array(Source),
});
export type FoundRequirement = z.infer<typeof FoundRequirement>;

/** One package version of a lock. */
export const LockedPackage = z.object({
  ecosystem: Ecosystem,
  name: z.string(),
  version: z.string(),
  place: Place,
  /** What the lock states about the bytes of its artifacts (W3C SRI), one for each artifact; absent: nothing. */
  integrity: z.array(z.string()).optional(),
});
export type LockedPackage = z.infer<typeof LockedPackage>;

/** Something that is needed, and of which the text does not say what it is. */
export const Unresolved = z.object({
  kind: z.enum([
    /** Only running the code would name it. */
    'dynamic',
    /** Several packages have this module. */
    'ambiguous',
    /** No package that we know of has it. */
    'unknown-module',
    /** It comes from elsewhere than the package registry: URL, git, path outside. */
    'foreign-source',
    /** An alias of a build tool that leads nowhere in the skill. */
    'alias',
  ]),
  ecosystem: Ecosystem,
  /** As written. */
  text: z.string(),
  candidates: z.array(z.string()),
  marks: z.array(Mark),
  place: Place,
});
export type Unresolved = z.infer<typeof Unresolved>;

/** Something that could not be read, so that the answer is not whole. */
export const Problem = z.object({
  kind: z.enum([
    'syntax-error',
    'undecodable',
    'malformed-manifest',
    'missing-file',
    'unreadable',
    'too-large',
    'too-many-files',
    'too-deep',
    'link-outside',
    'special-file',
    'unread-language',
  ]),
  message: z.string(),
  place: Place,
});
export type Problem = z.infer<typeof Problem>;

/** What is odd and changes nothing. */
export const Note = z.object({ message: z.string(), place: Place });
export type Note = z.infer<typeof Note>;

export const Difference = z.object({ ecosystem: Ecosystem, name: z.string(), place: Place });
export type Difference = z.infer<typeof Difference>;

/** What a skill requires, as its files say. Nothing was run or fetched. */
export const Discovery = z.object({
  /** Nothing is unresolved, and there is no problem. */
  complete: z.boolean(),
  files: z.object({
    /** Everything listed, without what lies in vendored folders. */
    seen: z.number().int(),
    code: z.number().int(),
    manifests: z.number().int(),
  }),
  requirements: z.array(FoundRequirement),
  locked: z.array(LockedPackage),
  unresolved: z.array(Unresolved),
  problems: z.array(Problem),
  /** Imported, and in no manifest. */
  undeclared: z.array(Difference),
  /** In a manifest, and never imported. */
  unused: z.array(Difference),
  /** Folders of other people's code that were not read. */
  vendored: z.array(z.string()),
  notes: z.array(Note),
});
export type Discovery = z.infer<typeof Discovery>;
