import { createHash } from 'node:crypto';
import type { CodeReaders, ShapeWish, TextOf } from '../facts/follow/code-readers';
import type { CodeReading } from '../facts/signal';

/** Readings of one artifact; what is looked at more than once is looked at again beyond it. */
const MAX_READINGS = 6_000;

/**
 * Readers that read the same text of the same file once: a file is looked at for what it does, for what importing it does,
 * and by every hook and command that leads to it. A reading is data, and nobody changes it.
 */
export function remembered(readers: CodeReaders): CodeReaders {
  return {
    ...readers,
    javascript: once(readers.javascript.bind(readers)),
    python: once(readers.python.bind(readers)),
  };
}

type Read<Reading> = (file: string, text: string, shape?: ShapeWish, textOf?: TextOf) => Reading;

function once<Reading extends CodeReading>(read: Read<Reading>): Read<Reading> {
  const known = new Map<string, Reading>();
  return (file, text, shape, textOf) => {
    // A file sees the same others around it each time, or none.
    const around = textOf === undefined ? 'alone' : 'among others';
    const key = `${around} ${createHash('sha256').update(text).digest('base64')} ${file}`;
    // One with its shape is also one where no shape is wished for.
    const found = known.get(`always ${key}`) ?? known.get(`${shape ?? 'always'} ${key}`);
    if (found !== undefined) return found;
    const reading = read(file, text, shape, textOf);
    if (known.size < MAX_READINGS) known.set(`${shape ?? 'always'} ${key}`, reading);
    return reading;
  };
}
