import { verdictOf, type LocalScan, type NotLookedAt } from '@sallyport/analysis';
import { DomainError, printable, type Ecosystem, type PackageId } from '@sallyport/domain';
import type { Discovery } from '@sallyport/requirements';
import { relative, resolve } from 'node:path';
import { EXIT, EXIT_OF_ERROR, EXIT_OF_VERDICT, worstExit, type ExitCode } from '../exit-code';
import type { Session } from '../session';
import { pinnedOf } from '../skill/ask-stack';
import { hashFile } from './hash-file';
import { lookAt, scanOf, type Subject } from './look';
import { scanPinned, type PinnedArtifacts } from './scan-pinned';

export interface ScanOptions {
  sarif?: string;
  artifacts?: string;
  fetch?: boolean;
}

const UNREADABLE = new Set(['archive-corrupt', 'archive-limit-exceeded']);

/** Archives that are named. @throws DomainError `invalid-request` where one is no file that can be read */
export async function scanArchives(
  { around }: Session,
  paths: readonly { what: string; path: string }[],
  ecosystem: Ecosystem | undefined,
): Promise<LocalScan> {
  const subjects: Subject[] = [];
  for (const { what, path } of paths) {
    const hashed = await hashFile(path);
    if (hashed === undefined)
      throw new DomainError('invalid-request', `There is no archive at ${printable(what, 200)}`, {
        hint: 'Name a .tgz, .tar.gz, .whl or .zip that you may read, of a GiB at most.',
      });
    const task = { digest: hashed.digest, path };
    subjects.push({ what, source: 'file', task, ...(ecosystem === undefined ? {} : { ecosystem }) });
  }
  return looked(around, subjects, []);
}

/** The code of a folder or file, and the packages that lie unpacked in it. */
export async function scanFolder({ around }: Session, path: string): Promise<LocalScan> {
  const below = relative(around.cwd, path);
  const what = below === '' ? '.' : below.startsWith('..') ? path : below;
  const { subjects, notLookedAt } = await around.machine.subjectsIn(path, what);
  return looked(around, subjects, notLookedAt);
}

/** What a lock pins, where its bytes are at hand. */
export function scanLock(session: Session, discovery: Discovery, options: ScanOptions): Promise<LocalScan> {
  const stated = new Map(discovery.locked.map((each) => [keyOf(each), each]));
  const pinned = pinnedOf(discovery).map((each): PinnedArtifacts => {
    const locked = stated.get(keyOf(each));
    return {
      ...each,
      integrity: locked?.integrity ?? [],
      ...(locked === undefined ? {} : { place: locked.place }),
    };
  });
  const unpinned = discovery.requirements
    .filter(({ versions }) => versions.length === 0)
    .map(({ ecosystem, name, sources }) => ({
      what: `${ecosystem}:${name}`,
      why: 'no exact version is pinned',
      ...placeOf(sources[0]),
    }));
  const elsewhere = discovery.unresolved.map(({ text, place }) => ({
    what: text,
    why: 'it comes from elsewhere than the package registry, or the lock does not say what it is',
    ...placeOf(place),
  }));
  const unreadable = discovery.problems.map(({ message, place }) => ({
    what: place.file,
    why: `${message}, so that the lock may pin more than was looked at`,
    ...placeOf(place),
  }));
  return scanned(session, pinned, [...unpinned, ...elsewhere, ...unreadable], options);
}

/** Releases that are named by their purls. */
export function scanPackages(
  session: Session,
  packages: readonly PackageId[],
  options: ScanOptions,
): Promise<LocalScan> {
  const pinned = packages.map(({ ecosystem, name, version }) => ({
    ...{ ecosystem, name, version },
    integrity: undefined,
  }));
  return scanned(session, pinned, [], options);
}

/**
 * "No" where anything was seen that is suspicious, whatever else could not be judged. Only where nothing but an answer
 * is missing is it worth another try.
 */
export function exitOfScan({ verdict, artifacts, notLookedAt }: LocalScan): ExitCode {
  const isAccused = artifacts.some(({ findings }) => {
    const isUnreadable = findings.some(({ rule }) => UNREADABLE.has(rule));
    return findings.some(
      (finding) =>
        EXIT_OF_VERDICT[verdictOf(finding)] === EXIT.denied &&
        // What cannot be read to its end has no manifest either; that accuses nobody.
        !(isUnreadable && finding.rule === 'manifest-missing'),
    );
  });
  return worstExit([
    artifacts.length + notLookedAt.length === 0 ? EXIT_OF_VERDICT[verdict] : EXIT.ok,
    ...notLookedAt.map(({ error }) => (error === undefined ? EXIT.failed : EXIT_OF_ERROR[error.code])),
    ...artifacts.map((artifact) => EXIT_OF_VERDICT[artifact.verdict]),
    isAccused ? EXIT.denied : EXIT.ok,
  ]);
}

function scanned(
  { around }: Session,
  pinned: readonly PinnedArtifacts[],
  missing: readonly NotLookedAt[],
  { artifacts, fetch }: ScanOptions,
): Promise<LocalScan> {
  return scanPinned(pinned, missing, {
    machine: around.machine,
    env: around.env,
    artifacts: artifacts === undefined ? undefined : resolve(around.cwd, artifacts),
    isFetching: fetch === true,
    now: around.now(),
  });
}

async function looked(
  { machine, now }: Session['around'],
  subjects: readonly Subject[],
  notLookedAt: readonly NotLookedAt[],
): Promise<LocalScan> {
  const analyzer = machine.openAnalyzer();
  try {
    return scanOf(await lookAt(subjects, analyzer), notLookedAt, {
      ...{ rulesVersion: analyzer.rulesVersion, now: now() },
    });
  } finally {
    analyzer.close();
  }
}

function placeOf(place: { file: string; line?: number | undefined } | undefined): {
  file?: string;
  line?: number;
} {
  if (place === undefined) return {};
  return { file: place.file, ...(place.line === undefined ? {} : { line: place.line }) };
}

function keyOf({ ecosystem, name, version }: { ecosystem: string; name: string; version: string }): string {
  return JSON.stringify([ecosystem, name, version]);
}
