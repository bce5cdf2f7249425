import { posix } from 'node:path';
import { textOf, type ArchiveContents, type ArchiveFile } from '../archive-contents';
import { codeFacts } from '../code-facts';
import type { Unpacking } from '../disguised-code';
import { importedModules } from '../loaded';
import { autorunTraces } from '../autorun';
import type { ArtifactFacts, Identity, Trace } from '../artifact-facts';
import type { CodeReaders } from '../follow/code-readers';
import { Follower, type Package } from '../follow/follower';
import type { Observation } from '../signal';
import { withoutScripts } from '../settings-on-load';
import { buildTraces } from './build-trace';
import { recordFaults } from './record';

export interface PypiSurroundings {
  readers: CodeReaders;
  registryHost: string;
}

/** `*.data/purelib` and `platlib` are unpacked beside the packages, and `data` anywhere (PEP 427). */
export const DATA_FOLDER = /^[^/]+\.data\/[^/]+\//;
const AUTOLOAD_MODULE = /(?:^|\/)(?:sitecustomize|usercustomize)\.py$/;
/** Where a wheel's data can put a module so that Python finds it. */
const SEARCHED = /^lib\/|(?:^|\/)(?:site|dist)-packages\//i;
/** Only lines that begin so are run; the others are paths (documentation of `site`). */
const PTH_CODE = /^import[ \t]/;
/** Where `site` ends a line: of text files all three ways, and since 3.13 wherever `str.splitlines` does. */
// eslint-disable-next-line no-control-regex -- ends of lines to Python
const PTH_LINE = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;
/** A cheap look before a costly one: without these words no hidden text can be evaluated. */
const MAY_EVALUATE =
  /\b(?:exec|eval)\s*\(|__import__\(|getattr\(\s*(?:os|builtins|__builtins__)|\bos\.system\(|\bsubprocess\b/;
const MAY_HIDE =
  /b64decode|b85decode|a85decode|b32decode|unhexlify|fromhex|decompress|marshal|decrypt|urlopen|requests\.|httpx|urllib/;
/** What every wheel has a folder of (PEP 427). */
const INFO = /^[^/]+\.dist-info\/(?:METADATA|WHEEL|RECORD)$/;
const MAX_IMPORT_TIME_FILES = 500;
const MAX_PARSED = 2 * 1024 * 1024;

/** What a wheel or an sdist makes run without being asked, and who it says it is. */
export function pypiFacts(contents: ArchiveContents, surroundings: PypiSurroundings): ArtifactFacts {
  const isSdist = ![...contents.files.keys()].some((path) => INFO.test(path));
  return isSdist ? sdistFacts(contents, surroundings) : wheelFacts(contents, surroundings);
}

/** Paths are without the sdist's one folder. What it builds is not known, so all its code counts as installed. */
function sdistFacts(contents: ArchiveContents, { readers, registryHost }: PypiSurroundings): ArtifactFacts {
  const { files } = contents;
  const own: Package = { files, scripts: {} };
  return {
    ecosystem: 'pypi',
    contents,
    identity: identityOf(textOf(files.get('PKG-INFO'))),
    addressed: addressedOf(textOf(files.get('PKG-INFO'))),
    traces: [
      ...buildTraces(files, readers),
      ...autorunTraces(own, readers),
      ...[...files.values()].flatMap((file) => autoload(file, own, readers)),
    ],
    otherScripts: [],
    hasPlatformPackages: false,
    registryHost,
    importTime: importTime(files, readers),
    ...pythonFacts(contents, files, readers, 'kept-times'),
    recordFaults: [],
  };
}

/** Wheels have no install hooks. */
function wheelFacts(contents: ArchiveContents, { readers, registryHost }: PypiSurroundings): ArtifactFacts {
  const files = installedFiles(contents);
  const own: Package = { files, scripts: {} };
  const info = [...contents.files.keys()].find((path) => INFO.test(path))?.split('/')[0] ?? '';
  return {
    ecosystem: 'pypi',
    contents,
    identity: identityOf(textOf(contents.files.get(`${info}/METADATA`))),
    addressed: addressedOf(textOf(contents.files.get(`${info}/METADATA`))),
    traces: [
      ...[...files.values()].flatMap((file) => autoload(file, own, readers)),
      ...autorunTraces(own, readers),
    ],
    otherScripts: [],
    hasPlatformPackages: false,
    registryHost,
    importTime: importTime(files, readers),
    ...pythonFacts(contents, files, readers, 'new-times'),
    recordFaults: recordFaults(contents, textOf(contents.files.get(`${info}/RECORD`)), `${info}/RECORD`),
  };
}

function pythonFacts(
  contents: ArchiveContents,
  files: ReadonlyMap<string, ArchiveFile>,
  readers: CodeReaders,
  unpacking: Unpacking,
): Pick<ArtifactFacts, 'code' | 'unread' | 'disguised' | 'loaded'> {
  const { code, unread, disguised } = codeFacts(contents, files, readers, {
    ofOwn: (own) => withoutScripts(own, files),
    unpacking,
  });
  return { code, unread, disguised, loaded: importedModules(files.keys()) };
}

function installedFiles(contents: ArchiveContents): Map<string, ArchiveFile> {
  return new Map(
    [...contents.files.values()].map((file) => {
      const path = file.path.replace(DATA_FOLDER, '');
      return [path, { ...file, path }];
    }),
  );
}

/**
 * Python looks beside the packages, and in folders that a `.pth` file adds; not in a folder of a package. What an sdist
 * installs is not known.
 */
function isAutoloaded(path: string, { files }: Package): boolean {
  if (!AUTOLOAD_MODULE.test(path)) return false;
  const folder = posix.dirname(path);
  const above = folder.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'));
  // A namespace package (PEP 420) has no `__init__.py` of its own; one further in tells enough.
  const isInPackage = !SEARCHED.test(path) && above.some((each) => files.has(`${each}/__init__.py`));
  if (!isInPackage || files.has('PKG-INFO')) return true;
  return [...files.values()].some(
    (file) =>
      file.path.endsWith('.pth') &&
      (textOf(file) ?? '').split(PTH_LINE).some((line) => posix.normalize(line.trim()) === folder),
  );
}

function autoload(file: ArchiveFile, own: Package, readers: CodeReaders): Trace[] {
  if (isAutoloaded(file.path, own)) {
    return [new Follower(own, readers).file(file.path, 'python').trace(file.path, 'autoload', file.path)];
  }
  if (!file.path.endsWith('.pth')) return [];
  if (file.content === null) {
    const follower = new Follower(own, readers);
    follower.gap({ kind: 'too-large', what: `${file.size} bytes, not read`, file: file.path });
    return [follower.trace(file.path, 'autoload', file.path)];
  }
  const lines = (textOf(file) ?? '').split(PTH_LINE).filter((line) => PTH_CODE.test(line));
  if (lines.length === 0) return [];
  const code = lines.join('\n');
  return [new Follower(own, readers).python(file.path, code).trace(file.path, 'autoload', code)];
}

function importTime(files: ReadonlyMap<string, ArchiveFile>, readers: CodeReaders): Observation[] {
  const found: Observation[] = [];
  let parsed = 0;
  for (const file of files.values()) {
    if (!file.path.endsWith('.py') || parsed >= MAX_IMPORT_TIME_FILES) continue;
    const text = textOf(file);
    if (text === undefined || text.length > MAX_PARSED || !MAY_EVALUATE.test(text) || !MAY_HIDE.test(text))
      continue;
    parsed += 1;
    found.push(...readers.python(file.path, text).atImport);
  }
  return found;
}

/** Core metadata: headers up to the first empty line. */
function identityOf(metadata: string | undefined): Identity | undefined {
  const headers = metadata?.split(/\r?\n\r?\n/, 1)[0] ?? '';
  // Told twice, programs differ in which one they take.
  const [name, otherName] = [...headers.matchAll(/^Name:[ \t]*(\S+)[ \t]*$/gim)].map((match) => match[1]);
  const [version, otherVersion] = [...headers.matchAll(/^Version:[ \t]*(\S+)[ \t]*$/gim)].map(
    (match) => match[1],
  );
  if (otherName !== undefined || otherVersion !== undefined) return undefined;
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** PEP 508, `name @ address`. */
function addressedOf(metadata: string | undefined): string[] {
  const headers = metadata?.split(/\r?\n\r?\n/, 1)[0] ?? '';
  return [
    ...headers.matchAll(
      /^Requires-Dist:[ \t]*(.*?@[ \t]*(?:https?|ftp|ssh|file|(?:git|hg|svn|bzr)(?:\+[a-z]+)?):.*)$/gim,
    ),
  ].map(([, spec]) => spec ?? '');
}
