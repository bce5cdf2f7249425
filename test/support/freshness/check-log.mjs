// The columns that a worker writes and the checker reads: one file, each column after the other.
import { readFileSync, writeFileSync } from 'node:fs';

/** @type {readonly (readonly [string, Float64ArrayConstructor | Uint32ArrayConstructor | Uint16ArrayConstructor | Uint8ArrayConstructor])[]} */
const columns = [
  ['start', Float64Array],
  ['end', Float64Array],
  ['revision', Uint32Array],
  ['minRevision', Uint32Array],
  ['agent', Uint16Array],
  ['question', Uint16Array],
  ['outcome', Uint8Array],
];

/** Empty columns for so many checks. @param {number} capacity */
export function makeColumns(capacity) {
  return Object.fromEntries(columns.map(([name, Column]) => [name, new Column(capacity)]));
}

/** @param {string} file @param {any} log @param {number} length */
export function writeColumns(file, log, length) {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(length);
  const parts = columns.map(([name]) => {
    const used = log[name].subarray(0, length);
    return Buffer.from(used.buffer, used.byteOffset, used.byteLength);
  });
  writeFileSync(file, Buffer.concat([head, ...parts]));
}

/** All files as one. @param {readonly string[]} files */
export function readColumns(files) {
  const texts = files.map((file) => readFileSync(file));
  const length = texts.reduce((sum, bytes) => sum + bytes.readUInt32LE(), 0);
  const all = makeColumns(length);
  let before = 0;
  for (const bytes of texts) {
    const count = bytes.readUInt32LE();
    let at = 8;
    for (const [name, Column] of columns) {
      const size = count * Column.BYTES_PER_ELEMENT;
      // Copied, because a column must begin at a multiple of its element's size.
      const own = new Uint8Array(bytes.subarray(at, at + size));
      all[name].set(new Column(own.buffer), before);
      at += size;
    }
    before += count;
  }
  return { ...all, length };
}
