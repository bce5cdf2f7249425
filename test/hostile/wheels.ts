import { createHash } from 'node:crypto';
import { zipOf, type ZipEnd, type ZipPart } from './zip';

const INFO = 'sample-1.0.0.dist-info';
const METADATA = 'Metadata-Version: 2.1\nName: sample\nVersion: 1.0.0\n';
/** Held wherever it is seen. */
export const PAYLOAD = `import os, base64\nexec(base64.b64decode('${Buffer.from('print(1)').toString('base64')}'))\n`;

/** An honest wheel's own files, with a RECORD of the parts that lists what is asked for. */
export function parts(own: readonly ZipPart[], record?: string): ZipPart[] {
  const line = (path: string, content: Buffer | string) =>
    `${path},sha256=${createHash('sha256').update(content).digest('base64url')},${Buffer.byteLength(content)}`;
  const lines = own
    .filter(({ only }) => only !== 'local')
    .map(({ name, content }) => line(String(name), content ?? ''));
  const all = [...lines, line(`${INFO}/METADATA`, METADATA), `${INFO}/RECORD,,`, ''].join('\n');
  return [
    ...own,
    { name: `${INFO}/METADATA`, content: METADATA },
    { name: `${INFO}/RECORD`, content: record ?? all },
  ];
}

export const wheel = (own: readonly ZipPart[], end: ZipEnd = {}) => zipOf(parts(own), end);
export const FILE: ZipPart = { name: 'sample/a.py', content: 'x = 1\n' };
