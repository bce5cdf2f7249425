import type { CodeReaders } from '../follow/code-readers';
import type { CodeReading } from '../signal';

export interface RecordedShapes {
  readonly readers: CodeReaders;
  /** By path of the file. */
  readonly shapes: ReadonlyMap<string, string>;
}

/** The same readers, and the shapes of what they read: no file is parsed for its shape alone. */
export function recordShapes(readers: CodeReaders): RecordedShapes {
  const shapes = new Map<string, string>();
  /** Characters that a shape was made of: code in a command of a file is not the file. */
  const lengths = new Map<string, number>();
  const record = <Reading extends CodeReading>(file: string, text: string, reading: Reading): Reading => {
    const known = lengths.get(file) ?? 0;
    if (text.length < known) return reading;
    lengths.set(file, text.length);
    if (reading.shape !== undefined) shapes.set(file, reading.shape);
    else if (text.length > known) shapes.delete(file);
    return reading;
  };
  return {
    shapes,
    readers: {
      ...readers,
      javascript: (file, text, shape, textOf) =>
        record(file, text, readers.javascript(file, text, shape, textOf)),
      python: (file, text, shape) => record(file, text, readers.python(file, text, shape)),
    },
  };
}
