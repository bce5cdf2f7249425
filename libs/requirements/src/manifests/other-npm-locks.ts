import { parseSyml } from '@yarnpkg/parsers';
import { readJson } from './json';
import { Lines, placeAt } from './lines';
import { addLocked, integrityOf } from './locked';
import {
  emptyReading,
  listOf,
  malformed,
  recordOf,
  textOf,
  type ManifestFile,
  type ManifestReading,
} from './manifest';
import { readYaml } from './yaml';

/** `yarn.lock` of version 1 and of Berry. Keys are lists of `name@range`. */
export function readYarnLock(file: ManifestFile): ManifestReading {
  let data: Readonly<Record<string, unknown>>;
  try {
    data = recordOf(parseSyml(file.text));
  } catch {
    return malformed(file, 'not a yarn.lock');
  }
  const reading = emptyReading();
  const lines = new Lines(file.text);
  for (const [key, given] of Object.entries(data)) {
    if (key === '__metadata') continue;
    const entry = recordOf(given);
    const version = textOf(entry['version']);
    const first = key.split(/\s*,\s*/)[0] as string;
    const place = placeAt(file.path, lines.of([`"${first}`, first]));
    const descriptor = /^(@?[^@]+)@(.*)$/s.exec(first);
    // Berry says in `resolution` what a descriptor became; an alias has its own name there.
    const resolution = /^(@?[^@]+)@(\w+):(.*)$/s.exec(textOf(entry['resolution']) ?? '');
    if (descriptor === null || version === undefined) {
      reading.problems.push({
        kind: 'malformed-manifest',
        message: 'an entry without a name or a version',
        place,
      });
      continue;
    }
    const protocol = resolution?.[2] ?? protocolOf(descriptor[2] as string, textOf(entry['resolved']));
    if (/^(?:workspace|link|portal|soft)$/.test(protocol)) continue;
    if (protocol === 'file' && resolution === null) continue;
    const aliased = /^npm:(@?[^@]+)@/.exec(descriptor[2] as string)?.[1];
    if (protocol === 'npm' || protocol === 'patch')
      addLocked(reading, {
        ecosystem: 'npm',
        name: resolution?.[1] ?? aliased ?? (descriptor[1] as string),
        version,
        place,
        // Berry's `checksum` is of a zip that it makes itself, not of the tarball.
        integrity: integrityOf(entry['integrity']),
      });
    else foreign(reading, first, place);
  }
  return reading;
}

function protocolOf(range: string, resolved: string | undefined): string {
  if (resolved !== undefined && /^git[+:]|\.git#|codeload\./.test(resolved)) return 'git';
  const protocol = /^([a-z+]+):/.exec(range)?.[1];
  return protocol === undefined || protocol === 'https' || protocol === 'http'
    ? protocol === undefined
      ? 'npm'
      : 'url'
    : protocol;
}

/** `pnpm-lock.yaml` from version 5 to 9: keys of `packages` are `/name/1.0.0`, `/name@1.0.0` or `name@1.0.0`. */
export function readPnpmLock(file: ManifestFile): ManifestReading {
  const parsed = readYaml(file.text);
  if ('message' in parsed) return malformed(file, parsed.message, parsed.line);
  const data = recordOf(parsed.data);
  if (data['lockfileVersion'] === undefined) return malformed(file, 'a pnpm-lock.yaml without its version');
  const reading = emptyReading();
  const lines = new Lines(file.text);
  for (const [key, given] of Object.entries(recordOf(data['packages']))) {
    const place = placeAt(file.path, lines.of([`\n  ${key}:`, `\n  '${key}':`, `\n  "${key}":`]));
    const entry = recordOf(given);
    // What comes after is for which peers it was made.
    const bare = key.replace(/\(.*$/, '').replace(/^\//, '');
    const match = /^(@[^/]+\/[^/@]+|[^/@]+)[@/](\d[^_]*)(?:_.*)?$/.exec(bare);
    const name = textOf(entry['name']) ?? match?.[1];
    const version = textOf(entry['version']) ?? match?.[2];
    if (/^file:|@file:|@link:/.test(bare)) continue;
    if (match === null || name === undefined || version === undefined) foreign(reading, bare, place);
    else
      addLocked(reading, {
        ecosystem: 'npm',
        name,
        version,
        place: { ...place, ...(place.line === undefined ? {} : { line: place.line + 1 }) },
        integrity: integrityOf(recordOf(entry['resolution'])['integrity']),
      });
  }
  return reading;
}

/** `bun.lock`: JSON with trailing commas; `packages` has lists whose first element is `name@version`. */
export function readBunLock(file: ManifestFile): ManifestReading {
  const document = readJson(file.text, { comments: true });
  if ('message' in document) return malformed(file, document.message, document.line);
  const data = recordOf(document.data);
  if (typeof data['lockfileVersion'] !== 'number') return malformed(file, 'a bun.lock without its version');
  const reading = emptyReading();
  for (const [key, given] of Object.entries(recordOf(data['packages']))) {
    const place = placeAt(file.path, document.lineOf(['packages', key]));
    const descriptor = textOf(listOf(given)[0]);
    const match = /^(@?[^@]+)@(.*)$/s.exec(descriptor ?? '');
    const version = match?.[2] ?? '';
    if (/^(?:workspace|file|link|root):/.test(version)) continue;
    if (match === null || !/^\d/.test(version)) foreign(reading, descriptor ?? key, place);
    else
      addLocked(reading, {
        ...{ ecosystem: 'npm', name: match[1] as string, version, place },
        integrity: integrityOf(listOf(given).at(-1)),
      });
  }
  return reading;
}

function foreign(reading: ManifestReading, text: string, place: { file: string; line?: number }): void {
  reading.unresolved.push({
    kind: 'foreign-source',
    ecosystem: 'npm',
    text: text.replace(/\/\/[^/@\s]*@/, '//'),
    candidates: [],
    marks: [],
    place,
  });
}

/** Bun's older lock is binary: what it pins cannot be read. */
export function readBinaryLock(file: ManifestFile): ManifestReading {
  return malformed(file, 'a lock in a binary form; `bun install --save-text-lockfile` writes a readable one');
}
