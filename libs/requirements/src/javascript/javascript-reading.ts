import type { Mark } from '../model/discovery';
import type { FoundCommand, OpenEnd } from '../python/python-reading';

export interface SpecifierUse {
  /** As written. */
  specifier: string;
  /** The beginning of a specifier whose rest only running would tell. */
  isPrefix?: boolean;
  line: number;
  marks: readonly Mark[];
}

export interface JavascriptReading {
  uses: SpecifierUse[];
  commands: FoundCommand[];
  open: OpenEnd[];
  broken?: number;
  isCut: boolean;
}
