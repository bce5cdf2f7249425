import { manifestKindOf, type Declared, type Locked, type ManifestReading } from '../manifests';
import { isTsconfig, readPathAliases, type PathAliases } from '../javascript/path-aliases';
import { hasWorkspaces, nameOfPackage, readModuleMap } from '../javascript/module-map';
import type { ModuleMap } from '../javascript/resolve-specifier';
import { readRequirementsTxt } from '../manifests/requirements-txt';
import type { Note, Unresolved } from '../model/discovery';
import type { SkillFiles } from '../skill/skill-files';

export interface GatheredManifests {
  count: number;
  /** With the manifest that people wrote. */
  declared: Declared[];
  /** Pinned by constraints: versions, but nothing that is required. */
  constrained: Declared[];
  locked: Locked[];
  unresolved: Unresolved[];
  notes: Note[];
  /** Folders that have a `package.json`, and ecosystems for which anything is declared by hand. */
  byHand: ReadonlySet<'pypi' | 'npm'>;
  python: string[];
  commands: ReadonlySet<string>;
  aliases: ReadonlyMap<string, string>;
  /** npm names that lead into the skill. */
  local: ReadonlySet<string>;
  maps: ModuleMap[];
  pathAliases: PathAliases[];
}

const MAX_INCLUDES = 200;

/** Reads every manifest, lock and configuration that leads imports elsewhere. */
export function gatherManifests(files: SkillFiles): GatheredManifests {
  const gathered = {
    count: 0,
    declared: [] as Declared[],
    constrained: [] as Declared[],
    locked: [] as Locked[],
    unresolved: [] as Unresolved[],
    notes: [] as Note[],
    byHand: new Set<'pypi' | 'npm'>(),
    python: [] as string[],
    commands: new Set<string>(),
    aliases: new Map<string, string>(),
    local: new Set<string>(),
    maps: [] as ModuleMap[],
    pathAliases: [] as PathAliases[],
  };
  const seen = new Set<string>();
  const includes: { path: string; isConstraint: boolean }[] = [];
  const take = (reading: ManifestReading, isConstraint: boolean): void => {
    gathered.count += 1;
    (isConstraint ? gathered.constrained : gathered.declared).push(...reading.declared);
    gathered.locked.push(...reading.locked);
    if (!isConstraint) gathered.unresolved.push(...reading.unresolved);
    gathered.notes.push(...reading.notes);
    for (const problem of reading.problems)
      files.say(problem.kind, problem.place.file, problem.message, problem.place.line);
    if (reading.python !== undefined) gathered.python.push(reading.python);
    for (const command of reading.commands) gathered.commands.add(command);
    for (const { alias, name } of reading.aliases) gathered.aliases.set(alias, name);
    for (const name of reading.local) gathered.local.add(name);
    includes.push(
      ...reading.includes.map(({ path, isConstraint: only }) => ({
        path,
        isConstraint: only || isConstraint,
      })),
    );
  };
  const packages: { path: string; text: string }[] = [];
  let isWorkspace = files.isFile('pnpm-workspace.yaml');
  for (const path of files.paths) {
    if (isTsconfig(path)) {
      const aliases = readPathAliases(path, (other) =>
        files.isFile(other) ? files.text(other, 'manifest') : undefined,
      );
      if (aliases !== undefined && 'message' in aliases)
        files.say('malformed-manifest', path, aliases.message);
      else if (aliases !== undefined) gathered.pathAliases.push(aliases);
      continue;
    }
    const kind = manifestKindOf(path);
    if (kind === undefined) continue;
    const text = files.text(path, 'manifest');
    if (text === undefined) continue;
    seen.add(path);
    const reading = kind.read({ path, text, exists: (other) => files.exists(other) });
    take(reading, kind.isConstraint === true);
    if (kind.isLock !== true && kind.isConstraint !== true) {
      for (const { ecosystem } of reading.declared) gathered.byHand.add(ecosystem);
      if (/(?:^|\/)package\.json$/.test(path)) gathered.byHand.add('npm');
      if (/(?:requirements|pyproject|Pipfile|setup\.cfg)/.test(path)) gathered.byHand.add('pypi');
    }
    if (/(?:^|\/)(?:package|deno)\.jsonc?$/.test(path)) {
      const map = readModuleMap(path, text);
      if (map !== undefined) gathered.maps.push(map);
      if (path.endsWith('package.json')) {
        packages.push({ path, text });
        isWorkspace ||= hasWorkspaces(text);
      }
    }
  }
  for (let count = 0; includes.length > 0 && count < MAX_INCLUDES; count += 1) {
    const { path, isConstraint } = includes.shift() as { path: string; isConstraint: boolean };
    if (seen.has(path) || !files.isFile(path)) continue;
    seen.add(path);
    const text = files.text(path, 'manifest');
    if (text === undefined) continue;
    gathered.byHand.add('pypi');
    take(readRequirementsTxt({ path, text, exists: (other) => files.exists(other) }), isConstraint);
  }
  // Members of a workspace import each other by name.
  if (isWorkspace)
    for (const { text } of packages) {
      const name = nameOfPackage(text);
      if (name !== undefined) gathered.local.add(name);
    }
  return gathered;
}
