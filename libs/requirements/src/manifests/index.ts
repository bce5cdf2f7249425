import { readCondaEnvironment } from './conda-environment';
import { readDenoJson } from './deno-json';
import { readFrontMatter } from './front-matter';
import type { ManifestReader } from './manifest';
import { readBinaryLock, readBunLock, readPnpmLock, readYarnLock } from './other-npm-locks';
import { readPackageJson } from './package-json';
import { readPackageLock } from './package-lock';
import { readPipfile, readPipfileLock } from './pipfile';
import { readPyproject } from './pyproject';
import { readPythonLock } from './python-locks';
import { readRequirementsTxt } from './requirements-txt';
import { readSetupCfg } from './setup-cfg';
import { readSetupPy } from './setup-py';

export type { Declared, Locked, ManifestFile, ManifestReading } from './manifest';
export { readInlineMetadata } from './inline-metadata';

export interface ManifestKind {
  /** Of the path below the skill. */
  path: RegExp;
  read: ManifestReader;
  /** Written by a tool; what it pins is not what somebody asked for. */
  isLock?: true;
  /** Only pins versions of what others require. */
  isConstraint?: true;
}

/** Every manifest and lock that is read; the first one that matches counts. */
export const MANIFESTS: readonly ManifestKind[] = [
  { path: /(?:^|\/)[^/]*constraints[^/]*\.txt$/i, read: readRequirementsTxt, isConstraint: true },
  {
    path: /(?:^|\/)(?:[^/]*[-_.])?requirements?(?:[-_.][^/]*)?\.(?:txt|in|pip)$/i,
    read: readRequirementsTxt,
  },
  { path: /(?:^|\/)requirements\/[^/]+\.(?:txt|in|pip)$/i, read: readRequirementsTxt },
  { path: /(?:^|\/)pyproject\.toml$/, read: readPyproject },
  { path: /(?:^|\/)Pipfile$/, read: readPipfile },
  { path: /(?:^|\/)Pipfile\.lock$/, read: readPipfileLock, isLock: true },
  { path: /(?:^|\/)(?:poetry|uv|pdm)\.lock$/, read: readPythonLock, isLock: true },
  { path: /(?:^|\/)pylock(?:\.[^./]+)?\.toml$/, read: readPythonLock, isLock: true },
  { path: /(?:^|\/)setup\.cfg$/, read: readSetupCfg },
  { path: /(?:^|\/)setup\.py$/, read: readSetupPy },
  { path: /(?:^|\/)environment\.ya?ml$/, read: readCondaEnvironment },
  { path: /(?:^|\/)package\.json$/, read: readPackageJson },
  { path: /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/, read: readPackageLock, isLock: true },
  { path: /(?:^|\/)yarn\.lock$/, read: readYarnLock, isLock: true },
  { path: /(?:^|\/)pnpm-lock\.yaml$/, read: readPnpmLock, isLock: true },
  { path: /(?:^|\/)bun\.lock$/, read: readBunLock, isLock: true },
  { path: /(?:^|\/)bun\.lockb$/, read: readBinaryLock, isLock: true },
  { path: /(?:^|\/)deno\.jsonc?$/, read: readDenoJson },
  { path: /(?:^|\/)(?:SKILL|skill)\.md$/, read: readFrontMatter },
];

/** A file that pins what is installed: a lock, or requirements as `pip freeze` and `pip-compile` write them. */
export function isLock(path: string): boolean {
  const kind = manifestKindOf(path);
  return kind?.isLock === true || (kind?.read === readRequirementsTxt && kind.isConstraint !== true);
}

export function manifestKindOf(path: string): ManifestKind | undefined {
  return MANIFESTS.find((kind) => kind.path.test(path));
}
