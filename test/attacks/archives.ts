import { gzipSync } from 'node:zlib';
import { recordLine, zip, type Files } from '@sallyport/analysis/testing';
import { pack } from 'tar-stream';

export type { Files } from '@sallyport/analysis/testing';

/** The time npm itself writes into every entry, so that equal files make equal tarballs. */
const NPM_TIME = new Date('1985-10-26T08:15:00.000Z');

/** An npm tarball: every file below `package/`. Equal files give equal bytes. */
export function npmTarball(files: Files): Promise<Buffer> {
  return tarGz('package', files);
}

/** A source distribution: every file below `<name>-<version>/`, as PEP 625 has it. */
export function sdist(name: string, version: string, files: Files): Promise<Buffer> {
  return tarGz(`${wheelName(name)}-${version}`, files);
}

/** A wheel by PEP 427: the files and a RECORD of them all. METADATA and WHEEL are among the files. */
export function wheel(name: string, version: string, files: Files): Buffer {
  const info = `${wheelName(name)}-${version}.dist-info`;
  const lines = Object.entries(files).map(([path, content]) => recordLine(path, content));
  const record = [...lines, `${info}/RECORD,,`, ''].join('\n');
  const all = [...Object.entries(files), [`${info}/RECORD`, record] as const];
  return zip(all.map(([path, content]) => ({ name: path, content })));
}

/** A name as file names of wheels and sdists spell it (PEP 427, PEP 625). */
export function wheelName(name: string): string {
  return name.replace(/[-_.]+/g, '_').toLowerCase();
}

async function tarGz(root: string, files: Files): Promise<Buffer> {
  const stream = pack();
  for (const [path, content] of Object.entries(files))
    stream.entry({ name: `${root}/${path}`, mtime: NPM_TIME, mode: 0o644 }, content);
  stream.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}
