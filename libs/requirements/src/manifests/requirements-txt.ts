import type { Mark, Place } from '../model/discovery';
import { addLocked, integrityOfHash } from './locked';
import { insideOf } from './inside';
import { emptyReading, type ManifestFile, type ManifestReading } from './manifest';
import { addForeign, addRequirement } from './python-requirement';

/** Options of pip that stand alone on a line and say nothing about what is required. */
const OPTIONS =
  /^(?:--(?:index-url|pre|no-index|find-links|no-binary|only-binary|prefer-binary|require-hashes|trusted-host|use-feature|format)\b|-i\b|-f\b)/;

/** pip's requirements file format: lines continued with `\`, comments, options, requirements by PEP 508 with hashes. */
export function readRequirementsTxt(file: ManifestFile): ManifestReading {
  const reading = emptyReading();
  const marks: readonly Mark[] = /(?:dev|test|lint|docs?|build|ci)\b/i.test(
    file.path.replace(/^.*requirements[^/]*\//, '').replace(/requirements/, ''),
  )
    ? ['development']
    : [];
  for (const { text, line } of logicalLines(file.text))
    readLine(reading, file, text, { file: file.path, line }, marks);
  return reading;
}

function readLine(
  reading: ManifestReading,
  file: ManifestFile,
  text: string,
  place: Place,
  marks: readonly Mark[],
): void {
  const include = /^(-r|--requirement|-c|--constraint)(?:\s+|=|(?=[^\s-]))(.+)$/.exec(text);
  if (include !== null) {
    const target = (include[2] as string).trim().replace(/^["']|["']$/g, '');
    const path = insideOf(file.path, target);
    if (path === undefined || !file.exists(path))
      reading.problems.push({
        kind: 'missing-file',
        message: `names ${target}, which is not in the skill`,
        place,
      });
    else
      reading.includes.push({
        path,
        line: place.line ?? 1,
        isConstraint: /c/.test(include[1] as string) && !/r/.test((include[1] as string).slice(0, 3)),
        place,
      });
    return;
  }
  const editable = /^(?:-e|--editable)(?:\s+|=)(.+)$/.exec(text);
  if (editable !== null) {
    const target = (editable[1] as string).trim();
    const isAddress = /:\/\//.test(target);
    return addForeign(reading, file, {
      text,
      target: isAddress ? undefined : target.replace(/\[[^\]]*\]$/, ''),
      place,
      marks,
    });
  }
  if (/^--extra-index-url\b/.test(text)) {
    reading.notes.push({
      message: 'asks a second index, where anybody may have taken an internal name',
      place,
    });
    return;
  }
  if (OPTIONS.test(text)) return;
  if (text.startsWith('-')) {
    reading.problems.push({
      kind: 'malformed-manifest',
      message: 'an option that pip does not have here',
      place,
    });
    return;
  }
  // Options of one requirement come after it: `--hash`, `--config-settings`, `--global-option`.
  addRequirement(reading, file, text.replace(/\s+--[a-z][\s\S]*$/, ''), { place, marks });
  const hashes = [...text.matchAll(/\s--hash[=\s]\s*(\S+)/g)].flatMap(([, hash]) => integrityOfHash(hash));
  const declared = hashes.length === 0 ? undefined : reading.declared.find((each) => each.place === place);
  // With a version and hashes it pins bytes, as a lock does.
  if (declared?.version !== undefined)
    addLocked(reading, {
      ...{ ecosystem: 'pypi', name: declared.name, version: declared.version, place },
      integrity: hashes,
    });
}

/** Comments go after continuation is undone, as pip does it. */
function logicalLines(text: string): { text: string; line: number }[] {
  const lines = text.split(/\r\n|\r|\n/);
  const logical: { text: string; line: number }[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    let joined = lines[at] as string;
    while (/(?<!\s#.*)\\$/.test(joined) && !/^\s*#/.test(joined) && at + 1 < lines.length) {
      at += 1;
      joined = `${joined.slice(0, -1)} ${(lines[at] as string).trim()}`;
    }
    const bare = joined.replace(/(^|\s)#.*$/, '').trim();
    if (bare !== '') logical.push({ text: bare, line });
  }
  return logical;
}
