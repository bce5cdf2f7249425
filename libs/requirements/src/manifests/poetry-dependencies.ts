import { DomainError, normalizeName, normalizeVersion } from '@sallyport/domain';
import type { Mark } from '../model/discovery';
import { placeAt, type Lines } from './lines';
import { listOf, recordOf, textOf, type ManifestFile, type ManifestReading } from './manifest';
import { addForeign } from './python-requirement';

/** `[tool.poetry.dependencies]` and its groups: names to ranges, or to tables. */
export function addPoetry(
  reading: ManifestReading,
  file: ManifestFile,
  poetry: Readonly<Record<string, unknown>>,
  lines: Lines,
): void {
  addTable(reading, file, recordOf(poetry['dependencies']), { marks: [], lines });
  addTable(reading, file, recordOf(poetry['dev-dependencies']), { marks: ['development'], lines });
  for (const group of Object.values(recordOf(poetry['group'])))
    addTable(reading, file, recordOf(recordOf(group)['dependencies']), { marks: ['development'], lines });
}

/** Also the tables of `Pipfile`, which have the same shape. */
export function addTable(
  reading: ManifestReading,
  file: ManifestFile,
  table: Readonly<Record<string, unknown>>,
  { marks, lines }: { marks: readonly Mark[]; lines: Lines },
): void {
  for (const [name, given] of Object.entries(table)) {
    if (name.toLowerCase() === 'python') {
      if (typeof given === 'string') reading.python ??= caret(given);
      continue;
    }
    const place = placeAt(file.path, lines.of([`${name} =`, `${name}=`, `"${name}"`, `.${name}]`]));
    for (const each of Array.isArray(given) ? given : [given]) {
      const entry = typeof each === 'string' ? { version: each } : recordOf(each);
      const more: Mark[] = [...marks];
      if (entry['optional'] === true) more.push('optional');
      if (
        entry['markers'] !== undefined ||
        entry['python'] !== undefined ||
        entry['platform'] !== undefined ||
        entry['sys_platform'] !== undefined
      )
        more.push('conditional');
      const path = textOf(entry['path']);
      if (
        path !== undefined ||
        entry['git'] !== undefined ||
        entry['url'] !== undefined ||
        entry['file'] !== undefined
      ) {
        addForeign(reading, file, {
          text: `${name} from ${path ?? textOf(entry['git']) ?? textOf(entry['url']) ?? 'a file'}`,
          target: path,
          place,
          marks: more,
        });
        continue;
      }
      const range = textOf(entry['version']) ?? '*';
      try {
        const version = exact(range);
        reading.declared.push({
          ecosystem: 'pypi',
          name: normalizeName('pypi', name),
          extras: listOf(entry['extras']).filter((extra) => typeof extra === 'string'),
          range: range === '*' ? '' : range,
          ...(version === undefined ? {} : { version }),
          marks: more,
          text: `${name} ${range}`,
          place,
        });
      } catch (cause) {
        if (!DomainError.is(cause)) throw cause;
        reading.problems.push({ kind: 'malformed-manifest', message: cause.message, place });
      }
    }
  }
}

/** In poetry `1.2.3` alone is exact, as `==1.2.3` is. */
function exact(range: string): string | undefined {
  const match = /^\s*(?:={2,3}\s*)?(\d[^\s,*|]*)\s*$/.exec(range);
  if (match === null) return undefined;
  try {
    return normalizeVersion('pypi', match[1]);
  } catch {
    return undefined;
  }
}

function caret(range: string): string {
  return range.replace(/^\^(\d+\.\d+).*$/, '>=$1,<4');
}
