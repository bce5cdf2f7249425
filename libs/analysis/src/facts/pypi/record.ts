import { createHash } from 'node:crypto';
import type { ArchiveContents, ArchiveFile } from '../archive-contents';
import type { RecordFault } from '../artifact-facts';

/** Of one kind. */
const MAX_FAULTS = 50;
/** What has no digest, or one that can be forged (PEP 427), is not vouched for. */
const DIGEST = /^(sha256|sha384|sha512)=(.*)$/;
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
  const faults: Record<'unlisted' | 'mismatch', RecordFault[]> = { unlisted: [], mismatch: [] };
  for (const file of contents.files.values()) {
    if (NEVER_LISTED.test(file.path)) continue;
    const kind = faultOf(file, listed.get(file.path) ?? '');
    if (kind !== undefined && faults[kind].length < MAX_FAULTS) faults[kind].push({ kind, path: file.path });
  }
  return [...faults.mismatch, ...faults.unlisted];
}

function faultOf(file: ArchiveFile, hash: string): 'unlisted' | 'mismatch' | undefined {
  const [, algorithm, stated] = DIGEST.exec(hash) ?? [];
  const actual = algorithm === undefined ? undefined : digestOf(file, algorithm);
  if (actual === undefined) return 'unlisted';
  return actual === stated ? undefined : 'mismatch';
}

/** Undefined where it cannot be told: of content that was not kept only the one is known. */
function digestOf({ sha256, content }: ArchiveFile, algorithm: string): string | undefined {
  if (algorithm === 'sha256') return Buffer.from(sha256, 'hex').toString('base64url');
  return content === null ? undefined : createHash(algorithm).update(content).digest('base64url');
}

/** `path,hash,size`; a path with commas or quotes is quoted as in CSV. */
function entryOf(line: string): [string, string][] {
  const match = /^(?:"((?:[^"]|"")*)"|([^,]*)),([^,]*),/.exec(line);
  if (!match) return [];
  return [[(match[1]?.replaceAll('""', '"') ?? match[2] ?? '').replace(/^\.\//, ''), match[3] ?? '']];
}
