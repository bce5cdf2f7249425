import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

/** A package of our own, as a registry would serve it. */
export async function npmTarball(
  manifest: { name: string; version: string } & Record<string, unknown>,
  files: Record<string, string> = {},
): Promise<{ bytes: Buffer; integrity: string }> {
  const tar = pack();
  tar.entry({ name: 'package/package.json' }, JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) tar.entry({ name: `package/${name}` }, text);
  tar.finalize();
  const bytes = gzipSync(await buffer(tar));
  return { bytes, integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}` };
}
