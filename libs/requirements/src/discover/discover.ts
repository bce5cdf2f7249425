import type { Ecosystem } from '@sallyport/domain';
import type { Discovery, LockedPackage, Unresolved } from '../model/discovery';
import { DEFAULT_LIMITS, type SkillLimits } from '../skill/limits';
import { SkillFiles, type Watched } from '../skill/skill-files';
import { addInstalled } from './command-requirements';
import { undeclaredOf, unusedOf } from './compare';
import { gatherCode } from './gather';
import { gatherManifests } from './gather-manifests';
import { addJavascriptRequirements } from './javascript-requirements';
import { addPythonRequirements, type Findings } from './python-requirements';
import { RequirementList } from './requirements';

/**
 * What a skill requires, as its own files say: nothing is run, fetched or followed out of its folder.
 * Hostile text can crash the native parsers or take long; `discoverInProcess` keeps that away from the caller.
 * @throws DomainError `invalid-request` where there is no such folder or file
 */
export function discover(
  path: string,
  limits: SkillLimits = DEFAULT_LIMITS,
  watched: Watched = {},
): Discovery {
  const files = new SkillFiles(path, limits, watched);
  const manifests = gatherManifests(files);
  const code = gatherCode(files);
  // What ends the process from here on is the fault of no single file.
  watched.reading?.('');
  const list = new RequirementList();
  const findings: Findings = { list, unresolved: [...manifests.unresolved], notes: [...manifests.notes] };

  for (const declared of manifests.declared) list.declare(declared);
  for (const { inline } of code) {
    for (const declared of inline?.declared ?? []) list.declare(declared);
    findings.unresolved.push(...(inline?.unresolved ?? []));
  }
  addInstalled(code, (other) => files.exists(other), findings);

  const named = new Set([
    ...list.list().map(({ ecosystem, name }) => `${ecosystem}:${name}`),
    ...[...manifests.locked, ...manifests.constrained].map(({ ecosystem, name }) => `${ecosystem}:${name}`),
  ]);
  const isDeclared = (ecosystem: Ecosystem) => (name: string) => named.has(`${ecosystem}:${name}`);
  addPythonRequirements(
    code,
    {
      files: files.paths,
      vendored: files.vendored,
      isDeclared: isDeclared('pypi'),
      python: manifests.python,
    },
    findings,
  );
  addJavascriptRequirements(
    code,
    {
      files: new Set(files.paths),
      maps: manifests.maps,
      aliases: manifests.pathAliases,
      local: manifests.local,
      names: manifests.aliases,
      isDeclared: isDeclared('npm'),
    },
    findings,
  );
  for (const { file, language, open, unseen } of code) {
    const ecosystem = language === 'javascript' ? 'npm' : 'pypi';
    for (const { text, line, marks } of open)
      findings.unresolved.push({
        kind: 'dynamic',
        ecosystem,
        text,
        candidates: [],
        marks: [...marks],
        place: { file, line },
      });
    for (const { text, line } of unseen)
      findings.notes.push({ message: `evaluates what cannot be seen: ${text}`, place: { file, line } });
  }

  for (const { ecosystem, name, version } of manifests.locked) list.pin(ecosystem, name, version);
  for (const { ecosystem, name, version } of manifests.constrained)
    if (version !== undefined) list.pin(ecosystem, name, version);

  const requirements = list.list();
  const around = {
    declared: manifests.declared,
    lockedOnly: new Set(
      manifests.locked
        .filter(({ ecosystem }) => !manifests.byHand.has(ecosystem))
        .map(({ ecosystem, name }) => `${ecosystem}:${name}`),
    ),
    code,
    commands: manifests.commands,
  };
  const unresolved = withoutTwins(findings.unresolved);
  return {
    complete: unresolved.length === 0 && files.problems.length === 0,
    files: {
      seen: files.paths.length,
      code: new Set(code.map(({ file }) => file)).size,
      manifests: manifests.count,
    },
    requirements,
    locked: lockedOf(manifests.locked),
    unresolved,
    problems: files.problems,
    undeclared: undeclaredOf(requirements, around),
    unused: unusedOf(requirements, around),
    vendored: [...files.vendored.keys()].sort(),
    notes: findings.notes,
  };
}

/** Once for each package version, at its first place. */
function lockedOf(locked: readonly LockedPackage[]): LockedPackage[] {
  const first = new Map<string, LockedPackage>();
  for (const { ecosystem, name, version, place, integrity } of locked) {
    const key = JSON.stringify([ecosystem, name, version]);
    const known = first.get(key);
    const stated = [...new Set([...(known?.integrity ?? []), ...(integrity ?? [])])];
    first.set(key, {
      ...{ ecosystem, name, version, place: known?.place ?? place },
      ...(stated.length === 0 ? {} : { integrity: stated }),
    });
  }
  return [...first.values()];
}

function withoutTwins(unresolved: readonly Unresolved[]): Unresolved[] {
  const first = new Map<string, Unresolved>();
  for (const each of unresolved) {
    const key = JSON.stringify([each.kind, each.text, each.place.file, each.place.line]);
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}
