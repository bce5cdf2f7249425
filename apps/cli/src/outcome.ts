import type { ExitCode } from './exit-code';
import type { Screen } from './screen/screen';

/** What a command found: the same facts for machines and for people, and the exit status (0 where none is given). */
export interface Outcome {
  /** Printed as one JSON document with `--json`. */
  json: unknown;
  /** Printed otherwise. Foreign text in it has passed `foreign`. */
  text: (screen: Screen) => string;
  exit?: ExitCode;
}
