import type { Difference, FoundRequirement, Source } from '../model/discovery';
import type { Declared } from '../manifests';
import type { CodeFile } from './gather';
import { needOf } from './requirements';
import { typesNameOf } from './javascript-requirements';

export interface Declarations {
  declared: readonly Declared[];
  /** Names that locks have, where nobody wrote a manifest. */
  lockedOnly: ReadonlySet<string>;
  code: readonly CodeFile[];
  commands: ReadonlySet<string>;
}

/** Imported, and in no manifest that is for the importing file. Types alone are not missed when the code runs. */
export function undeclaredOf(requirements: readonly FoundRequirement[], around: Declarations): Difference[] {
  const inline = new Map(
    around.code.flatMap(({ file, inline: own }) =>
      own === undefined ? [] : [[file, new Set(own.declared.map(({ name }) => name))] as const],
    ),
  );
  return requirements.flatMap(({ ecosystem, name, sources }): Difference[] => {
    const missing = sources.find(
      (source) => source.how === 'import' && needOf(source.marks) !== 'types' && !isDeclaredFor(source),
    );
    return missing === undefined ? [] : [{ ecosystem, name, place: placeOf(missing) }];

    function isDeclaredFor({ file }: Source): boolean {
      const own = inline.get(file);
      // A script with inline metadata runs with nothing else (PEP 723).
      if (ecosystem === 'pypi' && own !== undefined) return own.has(name);
      if (around.lockedOnly.has(`${ecosystem}:${name}`)) return true;
      return around.declared.some(
        (each) =>
          each.ecosystem === ecosystem &&
          each.name === name &&
          (ecosystem === 'pypi' || isAbove(each.place.file, file)),
      );
    }
  });
}

/** In a manifest as needed at run time, and neither imported nor called by a script. */
export function unusedOf(requirements: readonly FoundRequirement[], around: Declarations): Difference[] {
  const written = new Set(around.code.map(({ language }) => language));
  const unused: Difference[] = [];
  for (const { ecosystem, name, imported, sources } of requirements) {
    const manifest = sources.find(
      ({ how, marks }) => how === 'manifest' && /^(?:required|conditional)$/.test(needOf(marks)),
    );
    if (imported || manifest === undefined || name.startsWith('@types/')) continue;
    // Without code of the ecosystem there is nothing that could import it.
    if (!written.has(ecosystem === 'pypi' ? 'python' : 'javascript')) continue;
    if (around.commands.has(name)) continue;
    if (requirements.some((other) => other.imported && typesNameOf(other.name) === name)) continue;
    unused.push({ ecosystem, name, place: placeOf(manifest) });
  }
  return unused;
}

/** npm looks for packages upward from the file. */
function isAbove(manifest: string, file: string): boolean {
  const folder = manifest.slice(0, manifest.lastIndexOf('/') + 1);
  return file.startsWith(folder);
}

function placeOf({ file, line }: Source): Difference['place'] {
  return line === undefined ? { file } : { file, line };
}
