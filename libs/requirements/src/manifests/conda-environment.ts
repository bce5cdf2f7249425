import { Lines, placeAt } from './lines';
import {
  emptyReading,
  listOf,
  malformed,
  recordOf,
  type ManifestFile,
  type ManifestReading,
} from './manifest';
import { addRequirement } from './python-requirement';
import { readYaml } from './yaml';

/** `environment.yml`: what `pip` installs is of PyPI; the rest comes from channels that Sallyport does not govern. */
export function readCondaEnvironment(file: ManifestFile): ManifestReading {
  const parsed = readYaml(file.text);
  if ('message' in parsed) return malformed(file, parsed.message, parsed.line);
  const reading = emptyReading();
  const lines = new Lines(file.text);
  for (const entry of listOf(recordOf(parsed.data)['dependencies'])) {
    if (typeof entry === 'string') {
      if (/^(?:[\w-]+::)?(?:python|pip|setuptools|wheel)\b(?!-)/.test(entry)) continue;
      const place = placeAt(file.path, lines.of([`- ${entry}`, entry]));
      reading.unresolved.push({
        kind: 'foreign-source',
        ecosystem: 'pypi',
        text: `${entry} from conda`,
        candidates: [],
        marks: [],
        place,
      });
      continue;
    }
    for (const requirement of listOf(recordOf(entry)['pip']))
      if (typeof requirement === 'string')
        addRequirement(reading, file, requirement, {
          place: placeAt(file.path, lines.of([`- ${requirement}`, requirement])),
        });
  }
  return reading;
}
