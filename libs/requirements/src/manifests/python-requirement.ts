import { DomainError, normalizeName, normalizeVersion, printable } from '@sallyport/domain';
import { parsePipRequirementsLine } from 'pip-requirements-js';
import type { Mark, Place } from '../model/discovery';
import type { Declared, ManifestFile, ManifestReading } from './manifest';
import { insideOf } from './inside';

const MAX_LENGTH = 2_000;

/**
 * Adds one requirement by PEP 508 (name, extras, specifier or address, marker) to a reading; what is none becomes
 * a problem, what comes from elsewhere than the package registry is unresolved, and what lies in the skill is local.
 */
export function addRequirement(
  reading: ManifestReading,
  file: ManifestFile,
  text: string,
  { place, marks = [] }: { place: Place; marks?: readonly Mark[] },
): void {
  const trimmed = text.trim();
  const problem = (message: string): void => {
    reading.problems.push({
      kind: 'malformed-manifest',
      message: `${message}: ${printable(trimmed, 120)}`,
      place,
    });
  };
  if (trimmed.length > MAX_LENGTH) return problem('a requirement that is too long');
  if (/^(?:\.{0,2}\/|\.$|\.\[|file:)|\.(?:whl|tar\.gz|zip)$/.test(trimmed) && !trimmed.includes(' @ '))
    return addForeign(reading, file, {
      text: trimmed,
      target: trimmed.replace(/^file:(?:\/\/)?/, '').replace(/\[[^\]]*\]$/, ''),
      place,
      marks,
    });
  if (/^(?:[a-z]+\+)?[a-z]+:\/\//i.test(trimmed))
    return addForeign(reading, file, { text: trimmed, target: undefined, place, marks });
  // An address may have variables of the environment, which PEP 508 does not know and pip fills in.
  const direct = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*@\s*(\S+)\s*(;.*)?$/s.exec(trimmed);
  if (direct !== null) {
    const local = /^file:(?:\/\/)?(.*)$|^(\.{1,2}\/.*)$/.exec(direct[2] as string);
    const more: readonly Mark[] = direct[3] === undefined ? [] : ['conditional'];
    return addForeign(reading, file, {
      text: trimmed,
      target: local?.[1] ?? local?.[2],
      place,
      marks: [...new Set([...marks, ...more])],
    });
  }
  try {
    // `=== is for versions outside of PEP 440, and the parser does not know it.
    const arbitrary = /^([\w.-]+)\s*(\[[^\]]*\])?\s*===\s*([^\s;]+)\s*(?:;(.*))?$/s.exec(trimmed);
    const parsed = parsePipRequirementsLine(
      arbitrary === null
        ? trimmed
        : `${arbitrary[1]}${arbitrary[2] ?? ''}==${arbitrary[3]}${arbitrary[4] === undefined ? '' : ` ;${arbitrary[4]}`}`,
    );
    if (parsed === null) return;
    if (parsed.type !== 'ProjectName') return problem('an option where a requirement should be');
    const more: readonly Mark[] = parsed.environmentMarkerTree === undefined ? [] : ['conditional'];
    const all = [...new Set<Mark>([...marks, ...more])];
    reading.declared.push(
      declaredOf(parsed.name, parsed.extras ?? [], parsed.versionSpec ?? [], {
        marks: all,
        text: trimmed,
        place,
      }),
    );
  } catch (cause) {
    if (DomainError.is(cause)) return problem(cause.message);
    return problem('not a requirement by PEP 508');
  }
}

function declaredOf(
  name: string,
  extras: readonly string[],
  specifiers: readonly { operator: string; version: string }[],
  rest: Pick<Declared, 'marks' | 'text' | 'place'>,
): Declared {
  const version = pinned('pypi', specifiers);
  return {
    ecosystem: 'pypi',
    name: normalizeName('pypi', name),
    extras: extras.map((extra) => normalizeName('pypi', extra)),
    range: specifiers.map(({ operator, version: bound }) => `${operator}${bound}`).join(','),
    ...(version === undefined ? {} : { version }),
    ...rest,
  };
}

function pinned(
  ecosystem: 'pypi',
  specifiers: readonly { operator: string; version: string }[],
): string | undefined {
  const exact = specifiers.find(
    ({ operator, version }) => /^={2,3}$/.test(operator) && !version.includes('*'),
  );
  if (exact === undefined) return undefined;
  try {
    return normalizeVersion(ecosystem, exact.version);
  } catch {
    return undefined;
  }
}

/** An address, a repository or a path. */
export function addForeign(
  reading: ManifestReading,
  file: ManifestFile,
  {
    text,
    target,
    place,
    marks = [],
  }: { text: string; target: string | undefined; place: Place; marks?: readonly Mark[] },
): void {
  const inside = target === undefined ? undefined : insideOf(file.path, target);
  // Code of the skill itself is read where it lies.
  if (inside !== undefined && file.exists(inside) && !/\.(?:whl|tar\.gz|zip)$/.test(inside)) return;
  reading.unresolved.push({
    kind: 'foreign-source',
    ecosystem: 'pypi',
    text: printable(text.replace(/\/\/[^/@\s]*@/, '//'), 200),
    candidates: [],
    marks: [...marks],
    place,
  });
}
