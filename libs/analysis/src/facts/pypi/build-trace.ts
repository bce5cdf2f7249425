import { posix } from 'node:path';
import { textOf, type ArchiveFile } from '../archive-contents';
import type { Trace } from '../artifact-facts';
import type { CodeReaders } from '../follow/code-readers';
import { normalize } from '../follow/find-file';
import { Follower, type Package } from '../follow/follower';
import type { Gap } from '../signal';
import { buildSystemOf } from './pyproject';

const SETTINGS = 'pyproject.toml';

/**
 * Code that building an sdist runs: setup.py (PEP 517's fallback), and a backend that lies in the sdist itself
 * (`backend-path`, PEP 517). Backends that are packages of their own are looked at as such.
 */
export function buildTraces(files: ReadonlyMap<string, ArchiveFile>, readers: CodeReaders): Trace[] {
  const own: Package = { files, scripts: {} };
  const { paths, gap } = ownBackend(files);
  const traces = [...(files.has('setup.py') ? ['setup.py'] : []), ...paths].map((path) =>
    new Follower(own, readers).file(path, 'python').trace(path, 'build', path),
  );
  if (gap === undefined) return traces;
  const follower = new Follower(own, readers);
  follower.gap(gap);
  return [...traces, follower.trace(SETTINGS, 'build', SETTINGS)];
}

/** Every module that loading the backend runs, of the folders that it is looked for in; and why not all of them are known. */
function ownBackend(files: ReadonlyMap<string, ArchiveFile>): { paths: string[]; gap?: Gap } {
  const settings = files.get(SETTINGS);
  if (settings === undefined) return { paths: [] };
  const text = textOf(settings);
  const system = text === undefined ? undefined : buildSystemOf(text);
  if (system === undefined)
    return {
      paths: [],
      gap: { kind: 'unparsable', what: `${settings.size} bytes, not read`, file: SETTINGS },
    };
  const { 'backend-path': folders, 'build-backend': backend } = system;
  if (!Array.isArray(folders) || typeof backend !== 'string') return { paths: [] };
  const [module = ''] = backend.split(':', 1);
  const candidates = folders
    .filter((folder) => typeof folder === 'string')
    .flatMap((folder) => modulesOf(module).flatMap((path) => normalize(posix.join(folder, path)) ?? []));
  const paths = [...new Set(candidates)].filter((path) => files.has(path));
  if (paths.length > 0) return { paths };
  const what = `it is built by ${module.slice(0, 200)}, which is not in the artifact`;
  return { paths, gap: { kind: 'missing', what, file: SETTINGS } };
}

/** Loading `a.b` runs `a/__init__.py` first. */
function modulesOf(module: string): string[] {
  const parts = module.split('.');
  return [
    ...parts.map((_, at) => posix.join(...parts.slice(0, at + 1), '__init__.py')),
    `${parts.join('/')}.py`,
  ];
}
