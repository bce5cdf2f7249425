import { createHash } from 'node:crypto';
import type { Hook } from '@sallyport/domain';
import { isAgentConfiguration } from '../agent-configuration';
import { textOf, type ArchiveFile } from '../archive-contents';
import type { ArtifactFacts, Trace } from '../artifact-facts';
import { gypCommands } from '../npm/gyp-commands';
import { buildSystemOf } from '../pypi/pyproject';
import type { Signal } from '../signal';
import { equalText, withoutVersion } from './equal-text';

/** What tools for building do and are expected to. */
const BUILDS: readonly Signal[] = ['native-build', 'native-code', 'digest-check'];
/** PEP 517 backends that are packages of their own, and known for nothing else. */
const BACKENDS =
  /^(?:setuptools\.build_meta(?::__legacy__)?|hatchling\.build|flit_core\.buildapi|poetry\.core\.masonry\.api|pdm\.backend|maturin|mesonpy|scikit_build_core\.build|uv_build|jupyter_packaging\.build_api)$/;

/** Everything of the artifact that starts without being asked, as a later version is compared by it. */
export function hooksOf(facts: ArtifactFacts): Hook[] {
  const { files } = facts.contents;
  const version = facts.identity?.version;
  const traced = facts.traces.map((trace) => hookOf(trace, files, version));
  const told = new Set(facts.traces.map(({ entry }) => entry));
  const read = [...files.values()]
    .filter(({ path }) => isAgentConfiguration(path) && !told.has(path))
    .map((file): Hook => ({
      name: named(file.path, version),
      kind: 'autorun',
      command: '',
      code: codeOf([file.path], files),
      onlyBuilds: false,
    }));
  const isSdist = facts.ecosystem === 'pypi' && files.has('PKG-INFO');
  return [...traced, ...read, ...(isSdist ? [backendOf(textOf(files.get('pyproject.toml')))] : [])];
}

function hookOf(trace: Trace, files: ReadonlyMap<string, ArchiveFile>, version: string | undefined): Hook {
  const own = [...files.keys()].filter((path) =>
    trace.kind === 'gyp' ? /\.gypi?$/.test(path) : path === trace.entry || path.endsWith(`/${trace.entry}`),
  );
  const command = trace.kind === 'gyp' ? gypCommandOf(trace.command, own, files) : trace.command;
  return {
    name: named(trace.entry, version),
    kind: trace.kind,
    command: equalText(withoutVersion(command.trim(), version)),
    code: codeOf([...own, ...trace.files], files),
    onlyBuilds: onlyBuilds(trace),
  };
}

function named(path: string, version: string | undefined): string {
  return equalText(withoutVersion(path, version));
}

/** A hook is silent about what it does where it could not be followed; building an sdist is code in any case. */
function onlyBuilds({ kind, observations, gaps }: Trace): boolean {
  const isBuilding = observations.every(({ signal }) => BUILDS.includes(signal));
  if (kind === 'build') return isBuilding;
  if (kind !== 'hook' && kind !== 'gyp') return false;
  return isBuilding && gaps.length === 0 && observations.some(({ signal }) => signal === 'native-build');
}

/** What configuring runs is written inside the files, not in the command that npm gives. */
function gypCommandOf(
  command: string,
  paths: readonly string[],
  files: ReadonlyMap<string, ArchiveFile>,
): string {
  const commands = paths.map((path) => gypCommands(textOf(files.get(path)) ?? ''));
  const inside = commands.flatMap(({ texts, actions }) => [
    ...texts,
    ...actions.map((words) => words.join(' ')),
  ]);
  return [command, ...inside].join('; ');
}

function codeOf(paths: readonly string[], files: ReadonlyMap<string, ArchiveFile>): string {
  const digests = [...new Set(paths)].flatMap((path) => files.get(path)?.sha256 ?? []).sort();
  if (digests.length === 0) return '';
  return createHash('sha256').update(digests.join('\n')).digest('hex').slice(0, 32);
}

/** What builds the sdist (PEP 517); where nothing is said, setuptools as of old. */
function backendOf(pyproject: string | undefined): Hook {
  const system = buildSystemOf(pyproject ?? '');
  const backend = system?.['build-backend'];
  const inside = system?.['backend-path'];
  const command = typeof backend === 'string' ? backend : 'setuptools.build_meta:__legacy__';
  return {
    name: 'build-backend',
    kind: 'backend',
    command: equalText(inside === undefined ? command : `${command} in ${JSON.stringify(inside)}`),
    code: '',
    onlyBuilds: system !== undefined && inside === undefined && BACKENDS.test(command),
  };
}
