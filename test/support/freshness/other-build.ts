import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/** One change of one built file: the text is there exactly once, or the build is not the one that was meant. */
export interface Patch {
  /** From the repository's root: `apps/governance/dist/…` or `libs/NAME/dist/…`. */
  readonly file: string;
  readonly find: RegExp;
  readonly replace: string;
}

export interface OtherBuild {
  readonly main: string;
  readonly nodePath: string;
  remove(): void;
}

/**
 * Governance as it is built now with its libraries, in a folder of its own, patched.
 * @throws Error where a patch does not apply exactly once
 */
export function otherBuild(patches: readonly Patch[]): OtherBuild {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-build-'));
  copyProject('apps/governance', join(folder, 'apps/governance'));
  for (const lib of readdirSync(join(ROOT, 'libs')))
    copyProject(`libs/${lib}`, join(folder, 'node_modules/@sallyport', lib));
  for (const { file, find, replace } of patches) {
    const path = join(folder, file.replace(/^libs\//, 'node_modules/@sallyport/'));
    const text = readFileSync(path, 'utf8');
    const count = [...text.matchAll(new RegExp(find, 'g'))].length;
    if (count !== 1) throw new Error(`${find.source} is ${count} times in ${file}, and not once`);
    writeFileSync(path, text.replace(find, replace));
  }
  return {
    main: join(folder, 'apps/governance/dist/main.js'),
    nodePath: join(ROOT, 'node_modules'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function copyProject(project: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const part of ['dist', 'package.json'])
    cpSync(join(ROOT, project, part), join(to, part), { recursive: true });
  const own = join(ROOT, project, 'node_modules');
  if (existsSync(own)) symlinkSync(own, join(to, 'node_modules'));
}
