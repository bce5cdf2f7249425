import { posix } from 'node:path';
import { textOf, type ArchiveFile } from '../archive-contents';
import type { Trace } from '../artifact-facts';
import { readArgv, readShell, type CommandReading, type Language } from '../shell/read-command';
import {
  UNKNOWN_PART,
  type CodeReading,
  type FoundCommand,
  type FoundImport,
  type Gap,
  type Observation,
} from '../signal';
import type { CodeReaders } from './code-readers';
import { exportedPath } from './exported-path';
import { findModule, findPythonModule, languageOf, normalize, textsBeside } from './find-file';
import { Reached } from './reached';
import { readLargeText } from './read-large-text';

/** A hook that reaches more than this is a program of its own; what was not read is said. */
const MAX_FILES = 400;
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_STEPS = 4_000;
/** Parsing costs about 0.3 s and 100 MB for each MB of minified code. */
const MAX_PARSED = 2 * 1024 * 1024;
/** Of the same thing in the same file; more is told. What is another thing, or in another file, is never pushed out. */
const MAX_SAME = 300;

export interface Package {
  readonly files: ReadonlyMap<string, ArchiveFile>;
  /** Scripts of the manifest, for `npm run x`. */
  readonly scripts: Readonly<Record<string, string>>;
  /** The package's own name: it may require itself. */
  readonly name?: string;
  /** The manifest's `exports`. */
  readonly exports?: unknown;
}

interface Work {
  reading: CodeReading | CommandReading;
  /** The file it was found in, undefined for the hook itself. */
  from?: string;
  line?: number;
}

/** Follows a command into every file of the package that it makes run. Nothing is run. */
export class Follower {
  private readonly observations: Observation[] = [];
  private readonly gaps: Gap[] = [];
  /** Of each origin the first, so that none hides another. */
  private readonly urls = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly visited = new Set<string>();
  private readonly reached = new Reached();
  private readonly queue: Work[] = [];
  private readonly knownFiles: number;
  private bytes = 0;
  private steps = 0;

  constructor(
    private readonly own: Package,
    private readonly readers: CodeReaders,
    /** Files that were read before, and are not to be read again. */
    known: Iterable<string> = [],
  ) {
    for (const path of known) this.visited.add(path);
    this.knownFiles = this.visited.size;
  }

  /** @param from the file that the command stands in, where it is not a script of the manifest */
  shell(text: string, from?: string): this {
    this.queue.push({ reading: readShell(text), from });
    return this.drain();
  }

  argv(argv: readonly string[], from?: string): this {
    this.queue.push({ reading: readArgv(argv), from });
    return this.drain();
  }

  /** What code runs, from the file that the code stands in. */
  commands(found: readonly FoundCommand[], from: string): this {
    for (const command of found) this.queue.push({ reading: readCommand(command), from, line: command.line });
    return this.drain();
  }

  python(file: string, text: string): this {
    this.queue.push({ reading: this.readers.python(file, text), from: file });
    return this.drain();
  }

  file(path: string, language: Language): this {
    const file = this.own.files.get(path);
    if (file) this.read(file, language, undefined, undefined);
    return this.drain();
  }

  note(observation: Observation): void {
    this.observations.push(observation);
  }

  gap(gap: Gap): void {
    this.gaps.push(gap);
  }

  trace(entry: string, kind: Trace['kind'], command: string): Trace {
    return {
      entry,
      kind,
      command,
      observations: this.observations,
      gaps: this.gaps,
      urls: [...this.urls.values()],
      files: [...this.visited],
      reached: this.reached,
    };
  }

  private drain(): this {
    for (let work = this.queue.shift(); work !== undefined; work = this.queue.shift()) {
      this.take(work);
      if ('steps' in work.reading) this.commandSteps(work.reading, work);
      else this.codeSteps(work.reading, work);
    }
    return this;
  }

  private take({ reading, from, line }: Work): void {
    const place = { ...(from === undefined ? {} : { file: from }), ...(line === undefined ? {} : { line }) };
    for (const seen of reading.observations)
      if (this.keep(this.observations, { ...place, ...seen }, seen.signal) === MAX_SAME + 1)
        this.gaps.push({ kind: 'too-many', what: `more than ${MAX_SAME} times ${seen.signal}`, ...place });
    for (const gap of reading.gaps) this.keep(this.gaps, { ...place, ...gap }, gap.kind);
    for (const url of reading.urls) if (!this.urls.has(originOf(url))) this.urls.set(originOf(url), url);
  }

  /** How many of it there have been. */
  private keep<Seen extends { readonly file?: string }>(all: Seen[], seen: Seen, what: string): number {
    const key = `${what} ${seen.file ?? ''}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count <= MAX_SAME) all.push(seen);
    return count;
  }

  private commandSteps(reading: CommandReading, { from, line }: Work): void {
    for (const step of reading.steps) {
      if (this.isExhausted()) return;
      if (step.kind === 'script') this.script(step.name, step.otherwise, from);
      else if (step.kind === 'code') this.code(step.code, step.language, from, line);
      else this.run(step.path, step.language, from, line);
    }
  }

  private codeSteps(reading: CodeReading, { from }: Work): void {
    for (const found of reading.imports) {
      if (this.isExhausted()) return;
      this.import(found, from ?? '');
    }
    for (const command of reading.commands) {
      if (this.isExhausted()) return;
      this.queue.push({ reading: readCommand(command), from, line: command.line });
    }
  }

  private script(name: string, otherwise: readonly string[] | undefined, from: string | undefined): void {
    if (this.own.scripts[name] === undefined && otherwise !== undefined) {
      this.queue.push({ reading: readArgv(otherwise), from });
      return;
    }
    const key = `npm run ${name}`;
    if (this.visited.has(key)) return;
    this.visited.add(key);
    const chain = [`pre${name}`, name, `post${name}`].map((each) => this.own.scripts[each]);
    if (chain[1] === undefined)
      this.gaps.push({ kind: 'missing', what: `the script "${name}" is not in the manifest`, file: from });
    for (const text of chain) if (text !== undefined) this.queue.push({ reading: readShell(text), from });
  }

  private code(code: string, language: Language, from: string | undefined, line: number | undefined): void {
    // Relative requires of `node -e` start at the folder it runs in, which is the package's.
    const at = from ?? `package.json`;
    if (language === 'shell') this.queue.push({ reading: readShell(code), from, line });
    else this.queue.push({ reading: this.readers[language](at, code), from: at });
  }

  /** A path in a command starts where the command runs: the package's folder; code often means its own folder. */
  private run(
    path: string,
    language: Language | undefined,
    from: string | undefined,
    line: number | undefined,
  ): void {
    const candidates = [path, ...(from === undefined ? [] : [posix.join(posix.dirname(from), path)])];
    for (const candidate of candidates) {
      const file = findModule(this.own.files, candidate);
      if (file) return this.read(file, language, from, line);
    }
    const isNamed = !path.includes(UNKNOWN_PART);
    this.gaps.push({
      kind: isNamed ? 'missing' : 'dynamic',
      what: isNamed
        ? `it runs ${path.slice(0, 200)}, which is not in the artifact`
        : `it runs a file that only running the code would name`,
      ...(from === undefined ? {} : { file: from }),
      ...(line === undefined ? {} : { line }),
    });
  }

  private import({ specifier, line, isTried }: FoundImport, from: string): void {
    if (/\.py$|\.pth$/.test(from)) {
      const file = findPythonModule(this.own.files, specifier, from);
      if (file) this.read(file, 'python', from, line);
      return;
    }
    const path = this.localPath(specifier, from);
    if (path === undefined) return;
    const file = findModule(this.own.files, path);
    if (file) return this.read(file, undefined, from, line);
    if (isTried !== true && !/\.(?:node|json)$/.test(specifier))
      this.gaps.push({
        kind: 'missing',
        what: `it loads ${specifier.slice(0, 200)}, which is not in the artifact`,
        file: from,
        line,
      });
  }

  private localPath(specifier: string, from: string): string | undefined {
    if (specifier.startsWith('.')) return normalize(posix.join(posix.dirname(from), specifier));
    const name = this.own.name;
    if (name === undefined || (specifier !== name && !specifier.startsWith(`${name}/`))) return undefined;
    return (
      exportedPath(this.own.exports, specifier.slice(name.length)) ??
      (specifier.slice(name.length + 1) || '.')
    );
  }

  private read(
    file: ArchiveFile,
    as: Language | undefined,
    by: string | undefined,
    line: number | undefined,
  ): void {
    this.reached.note(file.path, by, line);
    if (this.visited.has(file.path)) return;
    this.visited.add(file.path);
    // A file that an interpreter was told to run is in that interpreter's language, whatever it is called or begins with.
    const told = as ?? languageOf(file);
    if (file.path.endsWith('.node') || (file.isNative && told === undefined)) {
      const isProgram = !/\.(?:node|so|dll|dylib)$/.test(file.path);
      this.note({
        signal: isProgram ? 'subprocess' : 'native-code',
        file: file.path,
        evidence: `${file.path} is machine code`,
      });
      return;
    }
    if (/\.json$/.test(file.path)) return;
    const text = textOf(file);
    if (text === undefined) {
      this.gaps.push({ kind: 'too-large', what: `${file.size} bytes, not read`, file: file.path });
      return;
    }
    this.bytes += file.size;
    this.queue.push({ reading: this.readText(file, told ?? 'javascript', text), from: file.path });
  }

  private readText(file: ArchiveFile, language: Language, text: string): CodeReading | CommandReading {
    // JavaScript is measured by its reader: what a file is padded with costs nothing.
    if (text.length > MAX_PARSED && language !== 'javascript') return readLargeText(file.path, text);
    if (language === 'shell') return readShell(text);
    return language === 'python'
      ? this.readers.python(file.path, text)
      : this.readers.javascript(file.path, text, 'always', textsBeside(this.own.files, file.path));
  }

  private isExhausted(): boolean {
    this.steps += 1;
    if (
      this.steps <= MAX_STEPS &&
      this.visited.size - this.knownFiles <= MAX_FILES &&
      this.bytes <= MAX_BYTES
    )
      return false;
    if (!this.gaps.some((gap) => gap.kind === 'too-many'))
      this.gaps.push({
        kind: 'too-many',
        what: `it reaches more than ${this.visited.size} files; the rest was not read`,
      });
    return true;
  }
}

function readCommand(command: FoundCommand): CommandReading {
  return command.argv === undefined ? readShell(command.text ?? '') : readArgv(command.argv);
}

/** What stands before the path; more of it than a host is another one. */
function originOf(url: string): string {
  return /^[^/]*\/\/[^/]*\/?/.exec(url)?.[0] ?? url;
}
