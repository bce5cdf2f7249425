import type { ArchiveFaultKind } from '../facts/archive-contents';
import type { Signal } from '../facts/signal';

/** At least one of these. */
type Signals = readonly Signal[];

/** One thing to look for in a trace: what a finding shows is the first of `any` that is seen under all the conditions. */
export type Clause = {
  readonly any: Signals;
  /** Only where one of these is seen anywhere in the trace. */
  readonly with?: Signals;
  /** `own-lines`: in the file that starts the trace. `few-files`: in a trace of no more than `NEARBY_FILES` files. */
  readonly within?: 'own-lines' | 'few-files';
} & (
  | {
      /** Only in a file in which one of these is seen too. */
      readonly together?: Signals;
      readonly near?: never;
    }
  | {
      readonly together?: never;
      /** The same in a large trace; in a small one, where one of these is seen anywhere in it. See `seesNear`. */
      readonly near?: Signals;
    }
);

/** What runs by itself: install hooks and gyp files, builds of sdists, `.pth` and the like, settings of agents. */
export type TracePlace = 'hooks' | 'builds' | 'autoloads' | 'autoruns';

/** One sighting for each trace. */
export type TracePattern = Clause & {
  readonly where: TracePlace;
  /** Looked for in this order where the first clause finds nothing. */
  readonly or?: readonly Clause[];
  /** Nothing is said of a trace in which one of these is seen, or that fetches its own binary from the registry. */
  readonly unless?: readonly (Signal | 'platform-download')[];
};

/** Any file of code, whoever loads it: each place where it is seen; with `together`, the first in each file. */
export interface CodePattern {
  readonly where: 'code';
  readonly any: Signals;
  readonly together?: Signals;
}

/** What modules of Python do when they are imported: each place where it is seen. */
export interface ImportPattern {
  readonly where: 'import';
  readonly any: Signals;
}

/** What the archive itself has wrong: each fault. */
export interface ArchivePattern {
  readonly where: 'archive';
  readonly any: readonly ArchiveFaultKind[];
}

/** What a rule looks for, as data; `matchPattern` reads it. */
export type Pattern = TracePattern | CodePattern | ImportPattern | ArchivePattern;
