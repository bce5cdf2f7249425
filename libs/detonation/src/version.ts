import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ECOSYSTEMS, type Ecosystem } from '@sallyport/domain';

const SOURCE = /(?<!\.spec|\.d|\.contract)\.(?:[cm]?[jt]s|py)$/;

/**
 * The digest of the code that runs and watches artifacts and of the images that they are run in: what was seen by another
 * detonator is never taken for what this one would see, and nobody can forget to raise it.
 * @param root the folder of the library's code, built or not
 */
export function detonatorVersion(
  images: Readonly<Record<Ecosystem, string>>,
  root: string = __dirname,
): string {
  const hash = createHash('sha256');
  for (const folder of [root, join(root, '../inside'), join(root, '../sink')]) {
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!SOURCE.test(entry) || entry.startsWith('testing')) continue;
      hash
        .update(`${entry}\0`)
        .update(readFileSync(join(folder, entry)))
        .update('\0');
    }
  }
  for (const ecosystem of ECOSYSTEMS) hash.update(`${ecosystem} ${images[ecosystem]}\0`);
  return hash.digest('hex').slice(0, 16);
}
