import type { CodeReading, PythonReading } from '../signal';

/** The readers of the languages that hooks are written in; parsers are foreign, so they come from outside. */
/** Whether a shape is made of every file, or of one in which anything was observed: most of a package is neither. */
export type ShapeWish = 'always' | 'observed';

/** A text of the artifact by its path from the file's own folder; undefined where there is none. */
export type TextOf = (path: string) => string | undefined;

export interface CodeReaders {
  javascript(file: string, text: string, shape?: ShapeWish, textOf?: TextOf): CodeReading;
  /** Whether the text names anything by which JavaScript reaches beyond itself; in doubt it does. */
  javascriptActs(text: string): boolean;
  python(file: string, text: string, shape?: ShapeWish): PythonReading;
}
