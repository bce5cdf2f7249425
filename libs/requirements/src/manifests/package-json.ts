import type { Mark } from '../model/discovery';
import { shellWords } from '../shell/shell-words';
import { readJson } from './json';
import { placeAt } from './lines';
import {
  emptyReading,
  listOf,
  malformed,
  recordOf,
  type ManifestFile,
  type ManifestReading,
} from './manifest';
import { addNpmRequirement } from './npm-requirement';

const KINDS: readonly (readonly [key: string, marks: readonly Mark[]])[] = [
  ['dependencies', []],
  ['devDependencies', ['development']],
  ['optionalDependencies', ['optional']],
  ['peerDependencies', []],
];

/** `package.json`: all kinds of dependencies; scripts, as far as they name programs. */
export function readPackageJson(file: ManifestFile): ManifestReading {
  const document = readJson(file.text);
  if ('message' in document) return malformed(file, document.message, document.line);
  if (typeof document.data !== 'object' || document.data === null || Array.isArray(document.data))
    return malformed(file, 'a package.json that is no object');
  const data = recordOf(document.data);
  const reading = emptyReading();
  const optionalPeers = recordOf(data['peerDependenciesMeta']);
  for (const [key, marks] of KINDS) {
    const table = data[key];
    if (table === undefined) continue;
    if (typeof table !== 'object' || table === null || Array.isArray(table)) {
      reading.problems.push({
        kind: 'malformed-manifest',
        message: `"${key}" that is no object`,
        place: placeAt(file.path, document.lineOf([key])),
      });
      continue;
    }
    for (const [name, spec] of Object.entries(table)) {
      // npm itself lets `optionalDependencies` win over `dependencies`.
      if (key === 'dependencies' && Object.hasOwn(recordOf(data['optionalDependencies']), name)) continue;
      const isOptionalPeer = key === 'peerDependencies' && recordOf(optionalPeers[name])['optional'] === true;
      addNpmRequirement(reading, file, {
        name,
        spec,
        marks: isOptionalPeer ? ['optional'] : marks,
        place: placeAt(file.path, document.lineOf([key, name])),
      });
    }
  }
  for (const script of Object.values(recordOf(data['scripts'])))
    if (typeof script === 'string')
      for (const words of shellWords(script))
        for (const word of words) if (word !== null) reading.commands.push(word);
  for (const bundled of listOf(data['bundledDependencies'] ?? data['bundleDependencies']))
    if (typeof bundled === 'string')
      reading.notes.push({
        message: `brings ${bundled} along in its own archive`,
        place: { file: file.path },
      });
  return reading;
}
