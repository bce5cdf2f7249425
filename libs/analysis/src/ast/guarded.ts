import type { CodeReaders } from '../facts/follow/code-readers';
import { EMPTY_READING, type CodeReading } from '../facts/signal';

/**
 * Readers that never throw: of a file that a reader fails on, nothing is known, which is said, and the others are read.
 * What a reader may fail on is a stack that is full or a shape that it did not expect.
 */
export function guarded({ javascript, javascriptActs, python }: CodeReaders): CodeReaders {
  return {
    javascript: (file, text, shape, textOf) => {
      try {
        return javascript(file, text, shape, textOf);
      } catch (cause) {
        return failed(file, cause);
      }
    },
    javascriptActs: (text) => {
      try {
        return javascriptActs(text);
      } catch {
        // In doubt it does.
        return true;
      }
    },
    python: (file, text, shape) => {
      try {
        return python(file, text, shape);
      } catch (cause) {
        return { ...failed(file, cause), atImport: [] };
      }
    },
  };
}

function failed(file: string, cause: unknown): CodeReading {
  const why = cause instanceof Error ? cause.message : String(cause);
  return { ...EMPTY_READING, gaps: [{ kind: 'unparsable', what: `reading it failed (${why})`, file }] };
}
