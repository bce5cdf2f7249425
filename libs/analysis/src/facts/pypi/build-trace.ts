import { parse } from 'smol-toml';
import { textOf, type ArchiveFile } from '../archive-contents';
import type { Trace } from '../artifact-facts';
import type { CodeReaders } from '../follow/code-readers';
import { Follower, type Package } from '../follow/follower';

const MAX_TOML = 1024 * 1024;

/**
 * Code that building an sdist runs: setup.py (PEP 517's fallback), and a backend that lies in the sdist itself
 * (`backend-path`, PEP 517). Backends that are packages of their own are looked at as such.
 */
export function buildTraces(files: ReadonlyMap<string, ArchiveFile>, readers: CodeReaders): Trace[] {
  const own: Package = { files, scripts: {} };
  const settings = files.get('pyproject.toml');
  const unread = settings !== undefined && (textOf(settings)?.length ?? Infinity) > MAX_TOML;
  const follower = new Follower(own, readers);
  if (unread)
    follower.gap({ kind: 'too-large', what: `${settings.size} bytes, not read`, file: settings.path });
  const traces = [...(files.has('setup.py') ? ['setup.py'] : []), ...ownBackend(files)].map((path) =>
    new Follower(own, readers).file(path, 'python').trace(path, 'build', path),
  );
  return unread ? [...traces, follower.trace(settings.path, 'build', settings.path)] : traces;
}

/** Every module of the folders that the backend is looked for in, by its name; a file that cannot be parsed names none. */
function ownBackend(files: ReadonlyMap<string, ArchiveFile>): string[] {
  const text = textOf(files.get('pyproject.toml'));
  if (text === undefined || text.length > MAX_TOML) return [];
  const system = buildSystemOf(text);
  const folders = Array.isArray(system['backend-path']) ? system['backend-path'] : [];
  const backend = system['build-backend'];
  if (typeof backend !== 'string') return [];
  const module = (backend.split(':', 1)[0] ?? '').replaceAll('.', '/');
  return folders
    .filter((folder) => typeof folder === 'string')
    .map((folder) => (folder === '.' || folder === '' ? '' : `${folder.replace(/^\.\/|\/$/g, '')}/`))
    .flatMap((folder) => [`${folder}${module}.py`, `${folder}${module}/__init__.py`])
    .filter((path) => files.has(path));
}

function buildSystemOf(text: string): Record<string, unknown> {
  try {
    const system = parse(text)['build-system'];
    return typeof system === 'object' && !Array.isArray(system) ? (system as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
