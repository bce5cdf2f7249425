import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every folder whose code has a say in a verdict. */
const JUDGING = ['facts', 'rules', 'archive', 'ast', 'process'];
const SOURCE = /(?<!\.spec|\.d)\.[jt]s$/;

/**
 * The rules' version is the digest of the code that judges and of the pins of its parsers: nobody can forget to
 * raise it, and verdicts of other code are never taken for ours.
 */
export function rulesVersion(root: string = join(__dirname, '..')): string {
  const hash = createHash('sha256');
  for (const folder of JUDGING) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (SOURCE.test(entry))
        hash
          .update(`${folder}/${entry}\0`)
          .update(readFileSync(join(root, folder, entry)))
          .update('\0');
    }
  }
  const { dependencies } = JSON.parse(readFileSync(join(root, '..', 'package.json'), 'utf8')) as {
    dependencies: unknown;
  };
  return hash.update(JSON.stringify(dependencies)).digest('hex').slice(0, 16);
}
