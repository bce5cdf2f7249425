import { addLocked, integrityOfArtifacts } from './locked';
import { Lines, placeAt } from './lines';
import {
  emptyReading,
  listOf,
  malformed,
  recordOf,
  textOf,
  type ManifestFile,
  type ManifestReading,
} from './manifest';
import { addForeign } from './python-requirement';
import { readToml } from './toml';

/** `poetry.lock`, `uv.lock` and `pdm.lock` are lists of `[[package]]`; `pylock.toml` (PEP 751) one of `[[packages]]`. */
export function readPythonLock(file: ManifestFile): ManifestReading {
  const parsed = readToml(file.text);
  if ('message' in parsed) return malformed(file, parsed.message, parsed.line);
  const isStandard = /(?:^|\/)pylock(?:\.[^./]+)?\.toml$/.test(file.path);
  if (isStandard && !/^1\./.test(textOf(parsed.data['lock-version']) ?? ''))
    return malformed(file, 'a pylock.toml whose lock-version is not 1 (PEP 751)');
  const key = isStandard ? 'packages' : 'package';
  const packages = parsed.data[key];
  if (packages !== undefined && !Array.isArray(packages)) return malformed(file, `"${key}" that is no list`);
  const reading = emptyReading();
  const lines = new Lines(file.text);
  for (const given of listOf(packages)) {
    const entry = recordOf(given);
    const name = textOf(entry['name']);
    if (name === undefined) {
      reading.problems.push({
        kind: 'malformed-manifest',
        message: 'a package without a name',
        place: { file: file.path },
      });
      continue;
    }
    const version = textOf(entry['version']);
    const place = placeAt(file.path, lines.of([`name = "${name}"`, `name = '${name}'`]));
    const source = sourceOf(entry);
    if (source === 'local') continue;
    if (source !== 'registry' || version === undefined)
      addForeign(reading, file, {
        text: `${name} from ${source === 'registry' ? 'nowhere' : source}`,
        target: undefined,
        place,
      });
    else
      addLocked(reading, {
        ...{ ecosystem: 'pypi', name, version, place },
        integrity: integrityOfArtifacts(entry),
      });
  }
  return reading;
}

/** Where a package of a lock comes from: the registry, the skill itself, or an address. */
function sourceOf(entry: Readonly<Record<string, unknown>>): string {
  const source = recordOf(entry['source']);
  // uv: the project itself and members of its workspace.
  if (['editable', 'virtual', 'directory', 'workspace'].some((key) => typeof source[key] === 'string'))
    return isInside(textOf(source['editable'] ?? source['virtual'] ?? source['directory']))
      ? 'local'
      : 'a folder outside';
  for (const key of ['git', 'url', 'path'])
    if (typeof source[key] === 'string') return `${source[key] as string}`;
  // poetry says it with a type.
  const type = textOf(source['type']);
  if (type === 'directory') return isInside(textOf(source['url'])) ? 'local' : 'a folder outside';
  if (type === 'git' || type === 'url' || type === 'file') return textOf(source['url']) ?? type;
  // pdm and PEP 751 have keys of the package.
  if (entry['directory'] !== undefined)
    return isInside(textOf(recordOf(entry['directory'])['path'])) ? 'local' : 'a folder outside';
  if (entry['vcs'] !== undefined || entry['archive'] !== undefined) return 'a repository or an archive';
  if (typeof entry['path'] === 'string') return isInside(entry['path']) ? 'local' : 'a folder outside';
  if (typeof entry['git'] === 'string') return entry['git'];
  if (typeof entry['url'] === 'string') return entry['url'];
  return 'registry';
}

function isInside(path: string | undefined): boolean {
  return path !== undefined && !path.startsWith('/') && !/(?:^|\/)\.\.(?:\/|$)/.test(path);
}
