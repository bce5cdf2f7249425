import type { Verdict } from '@sallyport/domain';

/**
 * Machine code that does nothing, told by what its tables say; testing/machine-code.ts makes the bytes. What it takes from
 * elsewhere and what it offers are names of functions, as C spells them.
 */
export type MachineCode =
  | {
      readonly format: 'elf';
      readonly imports?: readonly string[];
      readonly exports?: readonly string[];
      /** Texts that stand in it. */
      readonly texts?: readonly string[];
    }
  | { readonly format: 'pe'; readonly imports?: readonly string[] }
  | {
      readonly format: 'mach-o';
      readonly imports?: readonly string[];
      readonly exports?: readonly string[];
      /** Texts that its code puts together out of numbers. */
      readonly builtTexts?: readonly string[];
    };

/** Text, or what is too long or no text. `then` follows it. */
export type Content =
  | string
  | { readonly hex: string; readonly then?: string }
  | { readonly repeat: string; readonly times: number; readonly then?: string }
  | { readonly machineCode: MachineCode; readonly then?: string };

/** An entry of the archive as it stands there, to say what no packer would write. */
export interface RawEntry {
  /** From the root of the archive: in a tarball of npm, below `package/`. */
  readonly name: string;
  readonly content?: string;
  readonly type?: 'symlink' | 'block-device' | 'directory';
  readonly linkname?: string;
}

/**
 * A tiny package of our own, as data; `sampleArchive` of testing/ makes the real archive. It does nothing, and its hosts
 * are under `.invalid`. It is called `sample`, version 1.0.0.
 */
export interface Sample {
  readonly what: string;
  /** A tarball is npm's; a wheel or an sdist is PyPI's. */
  readonly format: 'tarball' | 'wheel' | 'sdist';
  /**
   * Beside name and version: fields of package.json, or headers of METADATA and PKG-INFO; null: there is no such file.
   */
  readonly manifest?: Readonly<Record<string, unknown>> | null;
  /** By their path in the package. `REGISTRY` stands for the host that npm asks by default; we never spell it. */
  readonly files?: Readonly<Record<string, Content>>;
  readonly entries?: readonly RawEntry[];
  /** Wheels: the files that RECORD lists, and the text whose digest it gives; every file as it is, unless told. null: there is none. */
  readonly record?: Readonly<Record<string, string>> | null;
  /** Bytes of the archive that are there. */
  readonly cutTo?: number;
  /** The verdict on the whole of it, where that is worth saying. */
  readonly verdict?: Verdict;
  /** Further rules that must speak. */
  readonly speaks?: readonly string[];
}

/** Looks like it, and is not. */
export interface IgnoredSample extends Sample {
  /** Why this rule has nothing to say. */
  readonly why: string;
}

/** At least one of each. */
export interface Samples {
  readonly hits: readonly [Sample, ...Sample[]];
  readonly ignores: readonly [IgnoredSample, ...IgnoredSample[]];
}
