import { DomainError, normalizeName, normalizeVersion, printable } from '@sallyport/domain';
import type { Mark, Place } from '../model/discovery';
import { insideOf } from './inside';
import type { ManifestFile, ManifestReading } from './manifest';

const FOREIGN =
  /^(?:git|git\+\w+|https?|ssh|github|gitlab|bitbucket|gist|jsr):|^[\w.-]+\/[\w.-]+(?:#.*)?$|:\/\//;

/** One entry of `dependencies`: a name, and a range, an alias, a folder or an address. */
export function addNpmRequirement(
  reading: ManifestReading,
  file: ManifestFile,
  given: { name: string; spec: unknown; marks: readonly Mark[]; place: Place },
): void {
  const { name, spec, marks, place } = given;
  const problem = (message: string): void => {
    reading.problems.push({ kind: 'malformed-manifest', message, place });
  };
  if (typeof spec !== 'string') return problem(`"${printable(name, 80)}" has a range that is no text`);
  const text = spec.trim();
  const alias = /^npm:(@?[^@]+)(?:@(.*))?$/.exec(text);
  try {
    if (alias !== null) {
      // The alias is what code imports; the package is what it gets.
      const target = normalizeName('npm', alias[1]);
      declare(reading, { name: target, range: alias[2] ?? '', marks, place, text: `${name}@${text}` });
      reading.aliases.push({ alias: name, name: target });
      return;
    }
    const local =
      /^(?:file|link|portal):(.*)$/.exec(text)?.[1] ??
      (/^(?:\.{1,2}\/|\.{1,2}$|~\/|\/)/.test(text) ? text : undefined);
    if (/^workspace:/.test(text)) {
      reading.local.push(name);
      return;
    }
    if (local !== undefined) {
      const path = insideOf(file.path, local);
      if (path !== undefined && file.exists(path) && !/\.t(?:ar\.)?gz$/.test(path)) reading.local.push(name);
      else foreign(reading, `${name}@${text}`, marks, place);
      return;
    }
    // pnpm keeps the range in a catalog of the workspace.
    if (/^catalog:/.test(text))
      return declare(reading, { name, range: '', marks, place, text: `${name}@${text}` });
    if (FOREIGN.test(text)) return foreign(reading, `${name}@${text}`, marks, place);
    declare(reading, { name, range: text, marks, place, text: `${name}@${text}` });
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
    problem(cause.message);
  }
}

function declare(
  reading: ManifestReading,
  given: { name: string; range: string; marks: readonly Mark[]; place: Place; text: string },
): void {
  const range = /^(?:\*|latest|x|)$/.test(given.range) ? '' : given.range;
  const version = exact(range);
  reading.declared.push({
    ecosystem: 'npm',
    name: normalizeName('npm', given.name),
    extras: [],
    range,
    ...(version === undefined ? {} : { version }),
    marks: given.marks,
    text: given.text,
    place: given.place,
  });
}

function exact(range: string): string | undefined {
  if (!/^[=v\s]*\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(range)) return undefined;
  try {
    return normalizeVersion('npm', range.replace(/^[=v\s]+/, ''));
  } catch {
    return undefined;
  }
}

function foreign(reading: ManifestReading, text: string, marks: readonly Mark[], place: Place): void {
  reading.unresolved.push({
    kind: 'foreign-source',
    ecosystem: 'npm',
    text: printable(text.replace(/\/\/[^/@\s]*@/, '//'), 200),
    candidates: [],
    marks: [...marks],
    place,
  });
}
