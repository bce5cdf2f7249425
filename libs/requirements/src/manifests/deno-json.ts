import { readJson } from './json';
import { placeAt } from './lines';
import {
  emptyReading,
  malformed,
  recordOf,
  textOf,
  type ManifestFile,
  type ManifestReading,
} from './manifest';
import { addNpmRequirement } from './npm-requirement';

/** `deno.json`: an import map, of which `npm:` targets are requirements. */
export function readDenoJson(file: ManifestFile): ManifestReading {
  const document = readJson(file.text, { comments: true });
  if ('message' in document) return malformed(file, document.message, document.line);
  const reading = emptyReading();
  const data = recordOf(document.data);
  for (const [alias, target] of Object.entries(recordOf(data['imports']))) {
    const spec = textOf(target);
    const place = placeAt(file.path, document.lineOf(['imports', alias]));
    if (spec === undefined) {
      reading.problems.push({ kind: 'malformed-manifest', message: 'an import that is no text', place });
      continue;
    }
    if (/^(?:\.{0,2}\/|node:)/.test(spec)) continue;
    const npm = /^npm:\/?((?:@[^/@]+\/)?[^/@]+)(?:@([^/]+))?(?:\/.*)?$/.exec(spec);
    if (npm !== null)
      addNpmRequirement(reading, file, { name: npm[1] as string, spec: npm[2] ?? '', marks: [], place });
    else
      reading.unresolved.push({
        kind: 'foreign-source',
        ecosystem: 'npm',
        text: `${alias} from ${spec}`,
        candidates: [],
        marks: [],
        place,
      });
  }
  return reading;
}
