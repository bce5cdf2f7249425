import { textOf, type ArchiveFile } from '../archive-contents';
import type { Trace } from '../artifact-facts';
import type { CodeReaders } from '../follow/code-readers';
import { Follower, type Package } from '../follow/follower';
import { GYP, gypTraces } from './gyp-traces';
import { INSTALL_HOOKS, parseBrought } from './manifest';

const MANIFEST = /(?:^|\/)(?:node_modules\/(?:@[^/]+\/)?[^/]+|[^/]+!\/[^/]+)\/package\.json$/;
const MAX_PACKAGES = 50;

/**
 * Hooks of packages that lie in this one, what gyp builds among them: bundled ones, whose hooks npm runs as well, and ones
 * in archives that it may be told to install.
 */
export function broughtHooks(files: ReadonlyMap<string, ArchiveFile>, readers: CodeReaders): Trace[] {
  const traces: Trace[] = [];
  for (const file of files.values()) {
    if (!MANIFEST.test(file.path)) continue;
    const folder = file.path.slice(0, -'package.json'.length);
    const manifest = parseBrought(textOf(file));
    const hooks = INSTALL_HOOKS.filter((hook) => (manifest?.scripts[hook] ?? '').trim() !== '');
    const isUnread = file.content === null;
    if (!isUnread && hooks.length === 0 && !files.has(`${folder}${GYP}`)) continue;
    if (isUnread || traces.length >= MAX_PACKAGES) traces.push(unread(file, files, readers));
    if (traces.length > MAX_PACKAGES) break;
    const own: Package = { scripts: {}, ...manifest, files: below(files, folder) };
    for (const hook of hooks) {
      const command = own.scripts[hook] ?? '';
      traces.push(new Follower(own, readers).shell(command).trace(`${folder}${hook}`, 'hook', command));
    }
    traces.push(...gypTraces(own, readers, folder));
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
