import { readJson } from './json';
import { placeAt } from './lines';
import { addLocked, integrityOf } from './locked';
import {
  emptyReading,
  malformed,
  recordOf,
  textOf,
  type ManifestFile,
  type ManifestReading,
} from './manifest';

const MAX_DEPTH = 100;

/** `package-lock.json` and `npm-shrinkwrap.json`: `packages` (versions 2 and 3), else nested `dependencies` (1). */
export function readPackageLock(file: ManifestFile): ManifestReading {
  const document = readJson(file.text);
  if ('message' in document) return malformed(file, document.message, document.line);
  const data = recordOf(document.data);
  const version = data['lockfileVersion'];
  if (version !== 1 && version !== 2 && version !== 3)
    return malformed(file, 'a lock of a version that we do not know');
  const reading = emptyReading();
  if (version === 1) {
    addNested(reading, file, recordOf(data['dependencies']), 0);
    return reading;
  }
  const packages = recordOf(data['packages']);
  const root = recordOf(packages['']);
  const direct = new Set(
    ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap((key) =>
      Object.keys(recordOf(root[key])),
    ),
  );
  for (const [path, given] of Object.entries(packages)) {
    const at = path.lastIndexOf('node_modules/');
    const entry = recordOf(given);
    // Without `node_modules` it is a folder of the skill; `link` leads to one.
    if (at === -1 || entry['link'] === true) continue;
    const alias = path.slice(at + 'node_modules/'.length);
    const name = textOf(entry['name']) ?? alias;
    const pinned = textOf(entry['version']);
    const place = placeAt(file.path, document.lineOf(['packages', path]));
    if (isForeign(textOf(entry['resolved'])) || pinned === undefined) foreign(reading, name, entry, place);
    else
      addLocked(reading, {
        ecosystem: 'npm',
        name,
        version: pinned,
        place,
        integrity: integrityOf(entry['integrity']),
        isDirect: at === 0 && direct.has(alias),
      });
  }
  return reading;
}

function addNested(
  reading: ManifestReading,
  file: ManifestFile,
  table: Readonly<Record<string, unknown>>,
  depth: number,
): void {
  for (const [alias, given] of Object.entries(table)) {
    const entry = recordOf(given);
    const version = textOf(entry['version']) ?? '';
    const aliased = /^npm:(@?[^@]+)@(.+)$/.exec(version);
    const place = { file: file.path };
    if (/^(?:file|link):/.test(version)) continue;
    if (aliased !== null)
      addLocked(reading, {
        ecosystem: 'npm',
        name: aliased[1] as string,
        version: aliased[2] as string,
        place,
        integrity: integrityOf(entry['integrity']),
      });
    else if (/[:/]/.test(version)) foreign(reading, alias, { resolved: version }, place);
    else
      addLocked(reading, {
        ...{ ecosystem: 'npm', name: alias, version, place },
        integrity: integrityOf(entry['integrity']),
      });
    if (depth < MAX_DEPTH) addNested(reading, file, recordOf(entry['dependencies']), depth + 1);
  }
}

/** Repositories; an archive by `https:` may be of any registry, and its integrity is the installer's to check. */
function isForeign(resolved: string | undefined): boolean {
  return resolved !== undefined && /^(?:git[+:]|ssh:|github:)/.test(resolved);
}

function foreign(
  reading: ManifestReading,
  name: string,
  entry: Readonly<Record<string, unknown>>,
  place: { file: string; line?: number },
): void {
  reading.unresolved.push({
    kind: 'foreign-source',
    ecosystem: 'npm',
    text: `${name} from ${(textOf(entry['resolved']) ?? 'nowhere').replace(/\/\/[^/@\s]*@/, '//')}`,
    candidates: [],
    marks: [],
    place,
  });
}
