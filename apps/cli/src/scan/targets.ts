import { isLock } from '@sallyport/requirements';
import {
  DomainError,
  fromPurl,
  parseEcosystem,
  printable,
  type Ecosystem,
  type PackageId,
} from '@sallyport/domain';
import { basename, resolve } from 'node:path';
import { skillPathOf } from '../skill/skill-path';
import type { Surroundings } from '../surroundings';

/** What the words of `scan` name on this machine. */
export type Target =
  | { kind: 'packages'; packages: PackageId[] }
  | { kind: 'archives'; paths: { what: string; path: string }[]; ecosystem: Ecosystem | undefined }
  | { kind: 'lock'; path: string }
  | { kind: 'skill'; path: string };

const ARCHIVE = /\.(?:tgz|tar\.gz|whl|zip)$/i;
const MAGIC = /^(?:1f8b|504b0304|504b0506)/;

/**
 * Nothing where they are requirements, which a running stack resolves: then `npm` comes first, or a prefix before the
 * name. A purl names one release and needs no resolving, a file or folder even less.
 * @throws DomainError `invalid-request` where files are named beside something else, and the codes of `fromPurl`
 */
export function targetOf(
  words: readonly string[],
  ecosystem: string | undefined,
  around: Surroundings,
): Target | undefined {
  const isAlone = words.length === 1 && ecosystem === undefined;
  const archives = words.filter((word) => isArchive(word, around, isAlone));
  if (archives.length > 0) {
    const other = words.find((word) => !archives.includes(word));
    if (other !== undefined)
      throw new DomainError('invalid-request', `${printable(other, 100)} is no archive, and others are`, {
        hint: 'Name archives only, or one folder, or one lock.',
      });
    return {
      kind: 'archives',
      paths: words.map((word) => ({ what: word, path: resolve(around.cwd, word) })),
      ecosystem: ecosystem === undefined ? undefined : parseEcosystem(ecosystem),
    };
  }
  if (ecosystem === undefined && words.length > 0 && words.every((word) => word.startsWith('pkg:')))
    return { kind: 'packages', packages: words.map(fromPurl) };
  const path = skillPathOf(words, ecosystem, around);
  if (path === undefined) return undefined;
  return { kind: isLock(basename(path)) && around.namesIn(path) === undefined ? 'lock' : 'skill', path };
}

/** By its name, or by its first bytes: an artifact store names files by their digests. */
function isArchive(word: string, around: Surroundings, isAlone: boolean): boolean {
  if (/^[a-z]+:/i.test(word)) return false;
  const path = resolve(around.cwd, word);
  if (around.namesIn(path) !== undefined) return false;
  const head = around.headOf(path);
  // A package may be called `x.zip`, so that what is not there is a file only where nothing else is meant.
  if (head === undefined) return ARCHIVE.test(word) && (isAlone || /^\.{0,2}\//.test(word));
  return ARCHIVE.test(word) || MAGIC.test(head.toString('hex'));
}
