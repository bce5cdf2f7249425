import { readPython } from '../python/read-python';
import { emptyReading, type ManifestFile, type ManifestReading } from './manifest';
import { addRequirement } from './python-requirement';

/** `setup.py`: the lists of requirements that a call of `setup` is given, as far as they are written out. */
export function readSetupPy(file: ManifestFile): ManifestReading {
  const reading = emptyReading();
  for (const { text, isOpen, line, marks } of readPython(file.text).setup) {
    const place = { file: file.path, line };
    if (isOpen)
      reading.unresolved.push({
        kind: 'dynamic',
        ecosystem: 'pypi',
        text,
        candidates: [],
        marks: [...marks],
        place,
      });
    else addRequirement(reading, file, text, { place, marks });
  }
  return reading;
}
