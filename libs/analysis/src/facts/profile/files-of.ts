import { createHash } from 'node:crypto';
import { MAX_PROFILE_FILES, type ArtifactProfile, type ProfileFile } from '@sallyport/domain';
import { textOf, type ArchiveContents, type ArchiveFile } from '../archive-contents';
import type { Identity } from '../artifact-facts';
import { equalText } from './equal-text';
import { sketchOf } from './sketch-of';

const CODE = /\.(?:[cm]?[jt]sx?|py|pth|sh|bash|zsh|bat|cmd|ps1|gypi?|toml)$/i;
/** Bytes that are sketched of one artifact, smallest files first; about three seconds. */
const MAX_SKETCHED = 24 * 1024 * 1024;

/** The files as two versions can be compared by them; of many, code and machine code first. */
export function filesOf(
  { files }: ArchiveContents,
  identity: Identity | undefined,
): Pick<ArtifactProfile, 'files' | 'rest'> {
  const all = [...files.values()]
    .map((file) => ({ file, kind: kindOf(file), path: pathOf(file.path, identity) }))
    .sort((a, b) => RANK[a.kind] - RANK[b.kind] || (a.path < b.path ? -1 : 1));
  const listed = all.slice(0, MAX_PROFILE_FILES);
  const others = all.slice(MAX_PROFILE_FILES);
  const sketches = sketchesOf(listed.filter(({ kind }) => kind === 'code').map(({ file }) => file));
  return {
    files: listed.map(({ file, kind, path }): ProfileFile => {
      const sketch = sketches.get(file.path);
      return {
        path,
        size: file.size,
        digest: file.sha256.slice(0, 32),
        kind,
        ...(sketch === undefined ? {} : { sketch }),
      };
    }),
    rest: others.length === 0 ? null : restOf(others),
  };
}

const RANK: Readonly<Record<ProfileFile['kind'], number>> = { native: 0, code: 1, data: 2 };

function kindOf({ path, isNative }: ArchiveFile): ProfileFile['kind'] {
  if (isNative) return 'native';
  return CODE.test(path) ? 'code' : 'data';
}

/** Wheels and sdists name folders after themselves and their version. */
function pathOf(path: string, identity: Identity | undefined): string {
  const general = path.replace(/^[^/]+(\.(?:dist-info|data|egg-info)\/)/, '*$1');
  return equalText(
    identity === undefined || identity.version.length < 3
      ? general
      : general.replaceAll(`-${identity.version}`, '-*'),
  );
}

function sketchesOf(code: readonly ArchiveFile[]): Map<string, string> {
  const sketches = new Map<string, string>();
  let bytes = 0;
  for (const file of [...code].sort((a, b) => a.size - b.size)) {
    const text = textOf(file);
    if (text === undefined) continue;
    bytes += Math.min(file.size, 512 * 1024);
    if (bytes > MAX_SKETCHED) break;
    const sketch = sketchOf(text);
    if (sketch !== undefined) sketches.set(file.path, sketch);
  }
  return sketches;
}

function restOf(
  others: readonly { file: ArchiveFile; path: string }[],
): NonNullable<ArtifactProfile['rest']> {
  const hash = createHash('sha256');
  for (const { path, file } of others) hash.update(`${path}\0${file.sha256}\n`);
  return {
    files: others.length,
    bytes: others.reduce((sum, { file }) => sum + file.size, 0),
    digest: hash.digest('hex').slice(0, 32),
  };
}
