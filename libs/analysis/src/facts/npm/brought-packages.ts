import { textOf, type ArchiveFile } from '../archive-contents';
import type { Trace } from '../artifact-facts';
import type { CodeReaders } from '../follow/code-readers';
import { Follower } from '../follow/follower';
import { INSTALL_HOOKS, parseManifest } from './manifest';

const MANIFEST = /(?:^|\/)(?:node_modules\/(?:@[^/]+\/)?[^/]+|[^/]+!\/[^/]+)\/package\.json$/;
const MAX_PACKAGES = 50;

/**
 * Hooks of packages that lie in this one: bundled ones, whose hooks npm runs as well, and ones in archives that it may be
 * told to install.
 */
export function broughtHooks(files: ReadonlyMap<string, ArchiveFile>, readers: CodeReaders): Trace[] {
  const traces: Trace[] = [];
  for (const file of files.values()) {
    if (!MANIFEST.test(file.path)) continue;
    if (file.content === null && traces.length < MAX_PACKAGES) traces.push(unread(file, files, readers));
    const manifest = parseManifest(textOf(file));
    const hooks = INSTALL_HOOKS.filter((hook) => (manifest?.scripts[hook] ?? '').trim() !== '');
    if (manifest === undefined || hooks.length === 0) continue;
    if (traces.length >= MAX_PACKAGES) {
      traces.push(unread(file, files, readers));
      break;
    }
    const folder = file.path.slice(0, -'package.json'.length);
    const own = {
      files: below(files, folder),
      scripts: manifest.scripts,
      name: manifest.name,
      exports: manifest.exports,
    };
    for (const hook of hooks) {
      const command = manifest.scripts[hook] ?? '';
      traces.push(new Follower(own, readers).shell(command).trace(`${folder}${hook}`, 'hook', command));
    }
  }
  return traces;
}

function below(files: ReadonlyMap<string, ArchiveFile>, folder: string): Map<string, ArchiveFile> {
  const found = new Map<string, ArchiveFile>();
  for (const file of files.values()) {
    if (!file.path.startsWith(folder)) continue;
    const path = file.path.slice(folder.length);
    found.set(path, { ...file, path });
  }
  return found;
}

/** Which hooks it has is not known. */
function unread(file: ArchiveFile, files: ReadonlyMap<string, ArchiveFile>, readers: CodeReaders): Trace {
  const follower = new Follower({ files, scripts: {} }, readers);
  follower.gap({ kind: 'too-large', what: `${file.size} bytes, and was not read`, file: file.path });
  return follower.trace(file.path, 'hook', file.path);
}
