import { DomainError, isOnForge, normalizeName, type DeclaredLicence } from '@sallyport/domain';

/** What we use of a distribution's METADATA. */
export interface CoreMetadata {
  /** Names of what it depends on without any extra, normalised. */
  readonly dependencies: readonly string[];
  readonly licence: DeclaredLicence;
  /** As declared. */
  readonly repository: string | null;
}

const MAX_LINES = 20_000;
/** A real `License` may be the whole text; more than a name of it says nothing. */
const MAX_LICENCE = 1_000;
/** Labels of `Project-URL` that stand for the source (packaging.python.org, "Well-known labels"), and what people write. */
const SOURCE_LABELS = [
  'source',
  'repository',
  'sourcecode',
  'github',
  'code',
  'gitrepository',
  'repo',
] as const;

/**
 * Core metadata (PEP 566, PEP 639), as far as the blank line before the description. Fields of one name may be there
 * many times; a field that goes on in the next line is one.
 */
export function readCoreMetadata(text: string): CoreMetadata {
  const fields = fieldsIn(text);
  const first = (name: string): string | null => fields.get(name)?.[0] ?? null;
  return metadataOf({
    requiresDist: fields.get('requires-dist') ?? [],
    expression: first('license-expression'),
    licence: first('license'),
    classifiers: fields.get('classifier') ?? [],
    projectUrls: fields.get('project-url') ?? [],
    homePage: first('home-page'),
  });
}

/** The fields, wherever they were read. */
export interface MetadataFields {
  requiresDist: readonly string[];
  expression: string | null;
  licence: string | null;
  classifiers: readonly string[];
  /** `label, address` */
  projectUrls: readonly string[];
  homePage: string | null;
}

export function metadataOf(fields: MetadataFields): CoreMetadata {
  const { requiresDist, expression, licence, classifiers, projectUrls, homePage } = fields;
  return {
    dependencies: [...new Set(requiresDist.flatMap(dependencyIn))],
    licence: {
      expression,
      text: licence === null || licence.length > MAX_LICENCE ? null : licence,
      classifiers,
    },
    repository: repositoryIn(projectUrls, homePage),
  };
}

function fieldsIn(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  let values: string[] | undefined;
  for (const line of text.split(/\r?\n/, MAX_LINES)) {
    if (line.trim() === '') break;
    const [, name, value] = /^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      const key = name.toLowerCase();
      values = fields.get(key) ?? [];
      values.push((value ?? '').trim());
      fields.set(key, values);
    } else if (/^[ \t]/.test(line) && values !== undefined) {
      values[values.length - 1] += `\n${line.trim()}`;
    }
  }
  return fields;
}

/** What is only for an extra is not installed by itself. */
function dependencyIn(requirement: string): string[] {
  const [head = '', marker = ''] = requirement.split(';', 2);
  if (/\bextra\s*(?:==|in)/.test(marker)) return [];
  const name = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/.exec(head.trim())?.[0];
  try {
    return name === undefined ? [] : [normalizeName('pypi', name)];
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
    return [];
  }
}

/** The address under a label that means the source, else any that lies where only sources lie, else such a home page. */
function repositoryIn(projectUrls: readonly string[], homePage: string | null): string | null {
  const labelled = projectUrls.map((entry) => {
    const comma = entry.indexOf(',');
    const label = entry
      .slice(0, Math.max(0, comma))
      .toLowerCase()
      .replace(/[^a-z]/g, '');
    return { label, url: entry.slice(comma + 1).trim() };
  });
  for (const label of SOURCE_LABELS) {
    const named = labelled.find((entry) => entry.label === label);
    if (named !== undefined) return named.url;
  }
  const homes = labelled.filter(({ label }) => label === 'homepage').map(({ url }) => url);
  return [...homes, ...(homePage === null ? [] : [homePage])].find(isOnForge) ?? null;
}
