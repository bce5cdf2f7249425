import type { CodeReading, PythonReading } from '../signal';

/** The readers of the languages that hooks are written in; parsers are foreign, so they come from outside. */
export interface CodeReaders {
  javascript(file: string, text: string): CodeReading;
  /** Whether the text names anything by which JavaScript reaches beyond itself; in doubt it does. */
  javascriptActs(text: string): boolean;
  python(file: string, text: string): PythonReading;
}
