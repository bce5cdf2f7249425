import type { ArchiveContents } from '../archive-contents';
import type { RecordFault } from '../artifact-facts';

const MAX_FAULTS = 50;
/** Signatures are not listed (binary distribution format, "The .dist-info directory"). */
const NEVER_LISTED = /\.dist-info\/RECORD(?:\.jws|\.p7s)?$/;

/** Where RECORD and the files of the wheel disagree. Nothing is known where RECORD itself is absent. */
export function recordFaults(
  contents: ArchiveContents,
  record: string | undefined,
  path: string,
): RecordFault[] {
  if (record === undefined) return [{ kind: 'absent', path }];
  const listed = new Map(record.split(/\r?\n/).flatMap((line) => entryOf(line)));
  const faults: RecordFault[] = [];
  for (const file of contents.files.values()) {
    if (NEVER_LISTED.test(file.path) || faults.length >= MAX_FAULTS) continue;
    const hash = listed.get(file.path);
    // What has no digest, or one that can be forged (PEP 427), is not vouched for.
    if (hash === undefined || !/^sha(?:256|384|512)=/.test(hash))
      faults.push({ kind: 'unlisted', path: file.path });
    else if (hash !== `sha256=${base64Url(file.sha256)}` && hash.startsWith('sha256='))
      faults.push({ kind: 'mismatch', path: file.path });
  }
  return faults;
}

/** `path,hash,size`; a path with commas or quotes is quoted as in CSV. */
function entryOf(line: string): [string, string][] {
  const match = /^(?:"((?:[^"]|"")*)"|([^,]*)),([^,]*),/.exec(line);
  if (!match) return [];
  return [[(match[1]?.replaceAll('""', '"') ?? match[2] ?? '').replace(/^\.\//, ''), match[3] ?? '']];
}

function base64Url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url');
}
