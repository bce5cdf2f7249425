import type { Finding } from '@sallyport/domain';
import type { ArchiveFile } from '../archive-contents';
import type { ArtifactFacts, Trace } from '../artifact-facts';
import type { Observation, Signal } from '../signal';
import { FILE_MARKS, MAX_FINGERPRINTS, type FileFingerprint, type FileMark } from './file-fingerprint';

const CODE = /\.(?:[cm]?[jt]sx?|py|pth|sh|bash|zsh|bat|cmd|ps1)$/i;
const PARSED = /\.(?:[cm]?[jt]sx?)$/i;
/** Says nothing of who made it, or is made anew by tools. */
const NO_WORK =
  /\.(?:map|d\.[cm]?ts|md|txt|rst|html|css|svg|lock)$|(?:^|\/)(?:package(?:-lock)?\.json|PKG-INFO|METADATA|RECORD|LICEN[CS]E[^/]*)$/i;
/** Bytes: a shorter script is a line or two that many write alike. */
const MIN_CODE = 512;
/** Bytes: smaller assets are icons and stubs. */
const MIN_ASSET = 16 * 1024;
/** A hook that reaches more files has loaded a program; what it reaches first is what it is for. */
const MAX_RUNNING = 50;

/** In what a hook runs: reaching out, taking secrets, hiding, staying. Building and asking git are not among it. */
const OUTWARD: ReadonlySet<Signal> = new Set<Signal>([
  ...(['network', 'drop-host', 'detached', 'remote-shell', 'foreign-runtime', 'agent-cli'] as const),
  ...(['environment-harvest', 'credential-file', 'persistence', 'self-delete', 'destructive'] as const),
  ...(['decoded-code', 'obfuscation'] as const),
]);
/** In any code: what values flow into, and what no library has a reason to do. */
const HOSTILE: ReadonlySet<Signal> = new Set<Signal>([
  ...(['secret-sent', 'identity-sent', 'remote-code', 'asset-code', 'downloaded-program'] as const),
  ...(['reverse-shell', 'browser-hook', 'drop-host', 'agent-cli', 'remote-shell'] as const),
]);

/** What files of the artifact are found again by. `findings` are those of rules that call it malicious. */
export function fingerprints(
  facts: ArtifactFacts,
  shapes: ReadonlyMap<string, string>,
  findings: readonly Pick<Finding, 'file'>[],
): FileFingerprint[] {
  const marks = new Map<string, Set<FileMark>>();
  const mark = (path: string | undefined, as: FileMark): void => {
    if (path === undefined) return;
    marks.set(path, (marks.get(path) ?? new Set()).add(as));
  };
  for (const trace of facts.traces) markTrace(trace, mark);
  for (const seen of [...facts.code, ...facts.importTime])
    if (HOSTILE.has(seen.signal)) mark(seen.file, 'acts');
  for (const { file } of findings) mark(file, 'cited');
  return [...facts.contents.files.values()]
    .map((file) => ({ ...file, path: installedPath(file.path) }))
    .filter((file) => isTelling(file, shapes, marks))
    .sort((a, b) => Number(marks.has(b.path)) - Number(marks.has(a.path)) || b.size - a.size)
    .slice(0, MAX_FINGERPRINTS)
    .map(({ path, sha256 }) => {
      const tree = shapes.get(path);
      return {
        path,
        file: sha256.slice(0, 32),
        ...(tree === undefined ? {} : { tree }),
        marks: FILE_MARKS.filter((each) => marks.get(path)?.has(each)),
      };
    });
}

/** Code that builds an sdist is boilerplate in most; it is marked by what it does and not for running. */
function markTrace(
  { kind, entry, files, observations }: Trace,
  mark: (path: string | undefined, as: FileMark) => void,
): void {
  if (kind !== 'build') for (const path of [entry, ...files.slice(0, MAX_RUNNING)]) mark(path, 'runs');
  for (const { signal, file } of observations as readonly Observation[])
    if (OUTWARD.has(signal) || HOSTILE.has(signal)) mark(file, 'acts');
}

/** Where a wheel's file is unpacked to, as readers of code name it (PEP 427, `.data` folders). */
function installedPath(path: string): string {
  return path.replace(/^[^/]+\.data\/[^/]+\//, '');
}

function isTelling(
  { path, size, isNative }: ArchiveFile,
  shapes: ReadonlyMap<string, string>,
  marks: ReadonlyMap<string, unknown>,
): boolean {
  if (shapes.has(path)) return true;
  if (NO_WORK.test(path)) return false;
  if (isNative) return size >= MIN_CODE;
  // It was parsed and has no shape: too little to tell one author from another, or it is too large to be parsed.
  if (PARSED.test(path) && size < MIN_ASSET) return false;
  if (CODE.test(path)) return size >= MIN_CODE;
  return size >= (marks.has(path) ? MIN_CODE : MIN_ASSET);
}
