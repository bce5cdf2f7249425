import type { Mark } from '../model/discovery';

/** One module that a file of Python names. */
export interface ModuleUse {
  /** Absolute dotted path; for a relative import, what follows the dots. */
  module: string;
  /** Dots in front. */
  level: number;
  /** What is taken from it: members, or modules of a package. `*` is left out. */
  names: readonly string[];
  /** The beginning of a name whose rest only running would tell; it ends within the module's path. */
  isPrefix?: boolean;
  line: number;
  marks: readonly Mark[];
}

/** A shell line or an argument list that a file runs; a word that only running would name is null. */
export interface FoundCommand {
  words: readonly (string | null)[];
  line: number;
  marks: readonly Mark[];
}

export interface OpenEnd {
  text: string;
  line: number;
  marks: readonly Mark[];
}

export interface PythonReading {
  uses: ModuleUse[];
  commands: FoundCommand[];
  /** Imports and evaluated code that only running would name. */
  open: OpenEnd[];
  /** Evaluated expressions that cannot be seen; mostly arithmetic. */
  unseen: OpenEnd[];
  /** Literal parts of what is added to `sys.path`, one list for each addition. */
  paths: (readonly string[])[];
  /** Requirements that a call of `setup` gives, or the expression that makes them. */
  setup: { text: string; isOpen: boolean; line: number; marks: readonly Mark[] }[];
  /** Lines with broken syntax, first ones only. */
  broken: number[];
  /** The walk ended early. */
  isCut: boolean;
}
