import { normalizeName, printable } from '@sallyport/domain';
import type { Note, Source, Unresolved } from '../model/discovery';
import { LocalModules } from '../python/local-modules';
import type { ModuleUse } from '../python/python-reading';
import { minorsOf } from '../python/python-versions';
import { resolveModule, type Knowledge } from '../python/resolve-module';
import { standingOf } from '../tables/python-standard-library';
import type { CodeFile } from './gather';
import { needOf, type RequirementList } from './requirements';

/** Where the requirements of one ecosystem go, and what is known before. */
export interface Findings {
  list: RequirementList;
  unresolved: Unresolved[];
  notes: Note[];
}

/** Resolves every module that the Python of a skill names. */
export function addPythonRequirements(
  code: readonly CodeFile[],
  around: {
    files: readonly string[];
    vendored: ReadonlyMap<string, ReadonlySet<string>>;
    isDeclared(distribution: string): boolean;
    python: readonly string[];
  },
  findings: Findings,
): void {
  const local = new LocalModules(around.files, around.vendored);
  const added = [
    ...new Set(
      code.flatMap(({ file, paths }) => paths.flatMap((literals) => local.foldersOf(literals, file))),
    ),
  ];
  const isDeclaredModule = (module: string): boolean =>
    around.isDeclared(spelled(module.split('.', 1)[0] as string));
  for (const { file, modules, inline } of code) {
    const own = new Set(inline?.declared.map(({ name }) => name));
    const knowledge: Knowledge = {
      isDeclared: (name) => own.has(name) || around.isDeclared(name),
      versions: minorsOf(inline?.python === undefined ? around.python : [inline.python]),
    };
    for (const use of modules) {
      if (local.has(use, file, added, isDeclaredModule)) continue;
      for (const module of modulesOf(use)) resolve(module, use, { file, knowledge, findings });
    }
  }
}

/** `from google.cloud import storage` is of `google.cloud.storage`; for most packages all members are of one. */
function modulesOf({ module, names, isPrefix }: ModuleUse): string[] {
  if (isPrefix === true) return [module.slice(0, module.lastIndexOf('.'))];
  return names.length === 0 ? [module] : names.map((name) => `${module}.${name}`);
}

function resolve(
  module: string,
  use: ModuleUse,
  { file, knowledge, findings }: { file: string; knowledge: Knowledge; findings: Findings },
): void {
  const place = { file, line: use.line };
  const text = printable(use.names.length === 0 ? use.module : module, 200);
  const resolved = resolveModule(module, knowledge);
  switch (resolved.kind) {
    case 'standard':
      if (resolved.note !== undefined)
        findings.notes.push({ message: `${use.module}: ${resolved.note}`, place });
      return;
    case 'package': {
      const source: Source = {
        ...place,
        how: 'import',
        marks: [...use.marks],
        text: printable(use.module, 200),
      };
      return findings.list.add('pypi', resolved.name, source, resolved.certainty);
    }
    case 'ambiguous':
    case 'unknown': {
      // Code for Python 2 as well, which goes on without it.
      if (
        standingOf(module, knowledge.versions).kind === 'removed' &&
        /^(?:optional|conditional)$/.test(needOf(use.marks))
      )
        return;
      const candidates = resolved.kind === 'ambiguous' ? [...resolved.candidates] : [];
      const kind = candidates.length > 0 ? 'ambiguous' : 'unknown-module';
      findings.unresolved.push({ kind, ecosystem: 'pypi', text, candidates, marks: [...use.marks], place });
    }
  }
}

function spelled(module: string): string {
  try {
    return normalizeName('pypi', module);
  } catch {
    // `_private` is no name of a distribution, so none is declared.
    return '';
  }
}
