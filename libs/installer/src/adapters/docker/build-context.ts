import type { ArtifactStore } from '@sallyport/artifact-store';
import { dirname, join } from 'node:path/posix';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import { SKILL_FOLDER, WORK_FOLDER, type BuildFile } from './build-recipe';

/**
 * Who installs. Nobody on the host has this id, and it is not the sandbox's: so what is installed is not the
 * sandbox's user's to change, even on a root that could be written to.
 */
export const BUILD_UID = 10002;

const OWN = { uid: BUILD_UID, gid: BUILD_UID };

/**
 * Everything that a build needs, as a tar stream to be unpacked at the container's root. Artifacts are checked
 * against their digests while they pass; the stream breaks where one is not what it should be.
 */
export function buildContext(files: readonly BuildFile[], artifacts: ArtifactStore): Pack {
  const tar = pack();
  fill(tar, files, artifacts).then(
    () => tar.finalize(),
    (cause: unknown) => tar.destroy(cause instanceof Error ? cause : new Error(String(cause))),
  );
  return tar;
}

async function fill(tar: Pack, files: readonly BuildFile[], artifacts: ArtifactStore): Promise<void> {
  const placed = files.map((file) => ({ ...file, name: join(WORK_FOLDER, file.path) }));
  for (const folder of foldersOf(placed.map(({ name }) => name))) {
    tar.entry({ name: `${folder.slice(1)}/`, type: 'directory', mode: 0o755, ...OWN });
  }
  for (const file of placed) {
    const header = { name: file.name.slice(1), mode: 0o644, ...OWN };
    if ('text' in file) tar.entry(header, file.text);
    else {
      const size = await artifacts.sizeOf(file.digest);
      await pipeline(await artifacts.openChecked(file.digest), tar.entry({ ...header, size }));
    }
  }
}

/** Parents first. The engine would make missing ones as root, and the installer could not write to them. */
function foldersOf(names: readonly string[]): string[] {
  const folders = new Set([WORK_FOLDER, SKILL_FOLDER]);
  for (const name of names) {
    for (let folder = dirname(name); folder.startsWith(`${WORK_FOLDER}/`); folder = dirname(folder))
      folders.add(folder);
  }
  return [...folders].sort();
}
