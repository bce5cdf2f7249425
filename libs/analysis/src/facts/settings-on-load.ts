import { textOf, type ArchiveFile } from './archive-contents';
import type { CodeReaders } from './follow/code-readers';
import { findModule } from './follow/find-file';
import { Follower, type Package } from './follow/follower';
import type { Observation } from './signal';

const MAX_TARGETS = 50;
const MAX_DEPTH = 10;
/** A program that asks for its arguments does what its user said. */
const ASKS = /process\.argv|parseArgs|\b(?:commander|yargs|cac|sade|meow|clipanion|oclif|citty)\b/;
const PROGRAM_FOLDER = /(?:^|\/)(?:bin|scripts)\//;

/** npm: without what only running one of the package's programs would load. */
export function withoutPrograms(
  code: readonly Observation[],
  own: Package & { bin?: unknown },
  readers: CodeReaders,
): Observation[] {
  if (!code.some(({ signal }) => signal === 'agent-settings-write')) return [...code];
  const follower = new Follower(own, readers);
  const exported = targetsOf(own.exports);
  for (const path of ['.', ...exported.slice(0, MAX_TARGETS)]) {
    const file = findModule(own.files, path);
    if (file !== undefined) follower.file(file.path, 'javascript');
  }
  const { files, gaps } = follower.trace('', 'hook', '');
  // What was not followed to its end may load anything.
  const isUncertain =
    exported.length > MAX_TARGETS || gaps.some(({ kind }) => kind !== 'missing' && kind !== 'dynamic');
  const programs = new Set(targetsOf(own.bin).flatMap((path) => findModule(own.files, path)?.path ?? []));
  const isLoaded = (path: string) =>
    (isUncertain || files.includes(path)) &&
    !(programs.has(path) && ASKS.test(textOf(own.files.get(path)) ?? ''));
  return code.filter(({ signal, file }) => signal !== 'agent-settings-write' || isLoaded(file ?? ''));
}

/** PyPI: without files that are run and not imported. */
export function withoutScripts(
  code: readonly Observation[],
  files: ReadonlyMap<string, ArchiveFile>,
): Observation[] {
  return code.filter(
    ({ signal, file = '' }) =>
      signal !== 'agent-settings-write' || file.endsWith('__init__.py') || !isScript(file, files),
  );
}

function isScript(path: string, files: ReadonlyMap<string, ArchiveFile>): boolean {
  if (path.endsWith('__main__.py')) return true;
  const isStarted = (textOf(files.get(path)) ?? '').startsWith('#!') || PROGRAM_FOLDER.test(path);
  if (!isStarted) return false;
  const module = /([^/]+)\.py$/.exec(path)?.[1] ?? '';
  const imports = new RegExp(`^\\s*(?:from|import)\\b.*\\b${module.replace(/\W/g, '\\$&')}\\b`, 'm');
  return ![...files.values()].some(
    (file) => file.path !== path && file.path.endsWith('.py') && imports.test(textOf(file) ?? ''),
  );
}

/** Every path that `exports` or `bin` of a manifest names. */
function targetsOf(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  return Object.values(value).flatMap((each) => targetsOf(each, depth + 1));
}
