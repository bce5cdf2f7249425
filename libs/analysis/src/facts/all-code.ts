import { textOf, type ArchiveFile } from './archive-contents';
import type { CodeReaders } from './follow/code-readers';
import { readArgv, readShell } from './shell/read-command';
import { mayMatter } from './python-words';
import { Follower } from './follow/follower';
import type { CodeReading, FoundCommand, FoundImport, Gap, Observation } from './signal';

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/i;
const TYPES = /\.d\.[cm]?ts$/i;
/** Bounds of one artifact: parsing costs about 0.3 s for each MB. Larger files are read by hooks alone. */
const MAX_FILES = 4_000;
const MAX_BYTES = 24 * 1024 * 1024;
const MAX_PARSED = 2 * 1024 * 1024;
const MAX_OBSERVATIONS = 2_000;
const MAX_COMMANDS = 50;
/** `python -c` of code that runs `python -c` … */
const MAX_NESTING = 3;
/** A package of hundreds of unreadable files is told by the first ones. */
const MAX_UNREAD = 100;

const LOADS = /\b(?:require\s*\(|from|import)\s*['"](\.[^'"\n]*)['"]/g;

/** What reading all code gives beside what is seen in it. */
export class CodeNotes {
  readonly unread: Gap[] = [];
  readonly imports = new Map<string, readonly FoundImport[]>();

  missed(kind: Gap['kind'], what: string, file?: string): void {
    if (this.unread.length < MAX_UNREAD)
      this.unread.push({ kind, what, ...(file === undefined ? {} : { file }) });
  }

  /** Of a file that can only compute: what it loads, as far as it is written out. */
  skipped(file: string, text: string): void {
    const imports = [...text.matchAll(LOADS)].map(([, specifier = '']) => ({ specifier, line: 1 }));
    this.imports.set(file, imports);
  }

  /** Of a file that was read: what could not be understood of it, and what it loads. */
  take(file: string, { gaps, imports }: CodeReading): void {
    this.imports.set(file, imports);
    for (const { kind, what } of gaps)
      if (kind === 'unparsable' || kind === 'too-large') this.missed(kind, what, file);
  }
}

/**
 * What every file of code does by itself, whoever loads it: what is loaded at last may only be known by running it.
 * Files are read smallest first, so that one large bundle hides none of the others.
 */
export function allCode(
  files: ReadonlyMap<string, ArchiveFile>,
  readers: CodeReaders,
  notes: CodeNotes = new CodeNotes(),
): Observation[] {
  const observations: Observation[] = [];
  let bytes = 0;
  let parsed = 0;
  const code = [...files.values()]
    .filter(({ path }) => (CODE.test(path) && !TYPES.test(path)) || path.endsWith('.py'))
    .sort((a, b) => a.size - b.size);
  const started: [file: string, commands: readonly FoundCommand[]][] = [];
  const read = new Set<string>();
  for (const file of code) {
    const text = textOf(file);
    if (text === undefined || text.length > MAX_PARSED) {
      notes.missed(
        'too-large',
        `${file.size} bytes of code, read only where something runs them by itself`,
        file.path,
      );
      continue;
    }
    const isPython = file.path.endsWith('.py');
    if (isPython ? !mayMatter(text) : !readers.javascriptActs(text)) {
      if (!isPython) notes.skipped(file.path, text);
      continue;
    }
    bytes += file.size;
    parsed += 1;
    if (parsed > MAX_FILES || bytes > MAX_BYTES || observations.length > MAX_OBSERVATIONS) {
      notes.missed('too-many', `${code.length} files of code; from here on they were not read`, file.path);
      break;
    }
    const reading = (isPython ? readers.python : readers.javascript)(file.path, text, 'observed');
    notes.take(file.path, reading);
    read.add(file.path);
    if (reading.commands.length > 0) started.push([file.path, reading.commands.slice(0, MAX_COMMANDS)]);
    observations.push(...observed(file.path, reading, readers));
  }
  return [...observations, ...inScripts(files, readers, started, read)];
}

/** What is in scripts that code starts: shell files, and files whose names do not say that they are code. */
function inScripts(
  files: ReadonlyMap<string, ArchiveFile>,
  readers: CodeReaders,
  started: readonly (readonly [string, readonly FoundCommand[]])[],
  read: ReadonlySet<string>,
): Observation[] {
  if (started.length === 0) return [];
  const follower = new Follower({ files, scripts: {} }, readers, read);
  for (const [file, commands] of started) follower.commands(commands, file);
  // What the commands do by themselves has been said with the code that they stand in.
  return follower
    .trace('', 'hook', '')
    .observations.filter(({ file }) => file !== undefined && !read.has(file));
}

/** What the code does, what the commands do that it runs, and what the code does that they are given. */
function observed(
  file: string,
  { observations, commands }: CodeReading,
  readers: CodeReaders,
  nesting = 0,
): Observation[] {
  const within = commands.slice(0, MAX_COMMANDS).flatMap(({ text, argv, line }) => {
    const reading = argv === undefined ? readShell(text ?? '') : readArgv(argv);
    const place = { file, ...(line === undefined ? {} : { line }) };
    const given = reading.steps.flatMap((step) =>
      step.kind !== 'code' || step.language === 'shell' || nesting >= MAX_NESTING
        ? []
        : observed(file, readers[step.language](file, step.code), readers, nesting + 1),
    );
    return [
      ...reading.observations.map((seen) => ({ ...place, ...seen })),
      ...given.map((seen) => ({ ...seen, ...place, evidence: `given to an interpreter: ${seen.evidence}` })),
    ];
  });
  return [...observations, ...within];
}
