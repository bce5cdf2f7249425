import { Lines, placeAt } from './lines';
import {
  emptyReading,
  malformed,
  recordOf,
  textOf,
  type ManifestFile,
  type ManifestReading,
} from './manifest';
import { addLocked, integrityOfArtifacts } from './locked';
import { addTable } from './poetry-dependencies';
import { addForeign } from './python-requirement';
import { readToml } from './toml';

/** Tables of a Pipfile that are no category of packages. */
const OTHER = /^(?:source|requires|scripts|pipenv)$/;

export function readPipfile(file: ManifestFile): ManifestReading {
  const parsed = readToml(file.text);
  if ('message' in parsed) return malformed(file, parsed.message, parsed.line);
  const reading = emptyReading();
  const lines = new Lines(file.text);
  for (const [name, table] of Object.entries(parsed.data)) {
    if (OTHER.test(name)) continue;
    addTable(reading, file, recordOf(table), { marks: name === 'packages' ? [] : ['development'], lines });
  }
  const python = textOf(recordOf(parsed.data['requires'])['python_version']);
  if (python !== undefined) reading.python = `==${python}.*`;
  return reading;
}

export function readPipfileLock(file: ManifestFile): ManifestReading {
  let data: Readonly<Record<string, unknown>>;
  try {
    data = recordOf(JSON.parse(file.text));
  } catch {
    return malformed(file, 'not JSON');
  }
  if (data['_meta'] === undefined) return malformed(file, 'a Pipfile.lock without `_meta`');
  const reading = emptyReading();
  const lines = new Lines(file.text);
  for (const [category, table] of Object.entries(data)) {
    if (category === '_meta') continue;
    for (const [name, given] of Object.entries(recordOf(table))) {
      const entry = recordOf(given);
      const version = textOf(entry['version'])?.replace(/^={2,3}/, '');
      const place = placeAt(file.path, lines.of([`"${name}": {`]));
      if (version !== undefined)
        addLocked(reading, {
          ...{ ecosystem: 'pypi', name, version, place },
          integrity: integrityOfArtifacts(entry),
        });
      else
        addForeign(reading, file, {
          text: name,
          target: textOf(entry['path']) ?? textOf(entry['file']),
          place,
        });
    }
  }
  return reading;
}
