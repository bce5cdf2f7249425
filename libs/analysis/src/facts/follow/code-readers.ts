import type { CodeReading, PythonReading } from '../signal';

/** The readers of the languages that hooks are written in; parsers are foreign, so they come from outside. */
/** Whether a shape is made of every file, or of one in which anything was observed: most of a package is neither. */
export type ShapeWish = 'always' | 'observed';

export interface CodeReaders {
  javascript(file: string, text: string, shape?: ShapeWish): CodeReading;
  /** Whether the text names anything by which JavaScript reaches beyond itself; in doubt it does. */
  javascriptActs(text: string): boolean;
  python(file: string, text: string, shape?: ShapeWish): PythonReading;
}
