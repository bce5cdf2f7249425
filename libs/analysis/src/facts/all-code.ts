import { posix } from 'node:path';
import { textOf, type ArchiveFile } from './archive-contents';
import { CodeNotes } from './code-notes';
import type { CodeReaders } from './follow/code-readers';
import { findModule, languageOf, textsBeside } from './follow/find-file';
import { readLargeText } from './follow/read-large-text';
import { mayMatter } from './python-words';
import type { Language } from './shell/read-command';
import type { CodeReading, FoundImport, Gap, Observation } from './signal';
import { inScripts, observed, type Started } from './started-code';

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/i;
const PYTHON = /\.pyw?$/i;
const TYPES = /\.d\.[cm]?ts$/i;
/** What no interpreter takes for code, whoever loads it. */
const DATA = /\.(?:json5?|map|md|html?|xml|svg|ya?ml|lock|snap|flow)$/i;
/**
 * Bounds of one artifact: parsing costs about 0.3 s for each MB. Only files with a telling word are parsed at all; those
 * that are beyond the bounds are said to be unread.
 */
const MAX_FILES = 4_000;
const MAX_BYTES = 24 * 1024 * 1024;
/** Python is parsed whole, whatever it holds; JavaScript is measured first (`ast/javascript/measure`). */
const MAX_PYTHON = 2 * 1024 * 1024;
const MAX_OBSERVATIONS = 2_000;
const MAX_COMMANDS = 50;
/** Specifiers that are looked up. */
const MAX_FOLLOWED = 200_000;
/** What text that is no code by its name must have, to be tried as JavaScript: one of the others behind one of these. */
const NAMES_MODULES = /\brequire\s{0,99}\(|\bimport\b|\bprocess\s{0,99}[.[]|globalThis/;
const NAMES_ACTS =
  /(?:child_process|https?|\bfetch\b|\beval\b|process\s{0,99}\.\s{0,99}env|\bnet\b|\bdns\b|Function\s{0,99}\()/;

/**
 * What every file of code does by itself, whoever loads it: what is loaded at last may only be known by running it.
 * First the ones that are loaded by the package's name, then the smallest, so that one large bundle hides none of the
 * others. Code is what is named so, what other code loads, text that can be read as code and acts, and scripts that
 * code starts.
 */
export function allCode(
  files: ReadonlyMap<string, ArchiveFile>,
  readers: CodeReaders,
  notes: CodeNotes = new CodeNotes(),
  entries: ReadonlySet<string> = new Set(),
): Observation[] {
  return new Reading(files, readers, notes, entries).all();
}

class Reading {
  private readonly observations: Observation[] = [];
  private readonly started: Started[] = [];
  /** Paths of what was given to a parser, and what else was tried. */
  private readonly parsed = new Set<string>();
  /** Digests of what was looked at, with what it loads: copies do the same. */
  private readonly known = new Map<string, readonly FoundImport[]>();
  private readonly loaded: ArchiveFile[] = [];
  /** Paths that are loaded as code by somebody, so that what begins like machine code there may be none. */
  private readonly asked: Set<string>;
  private bytes = 0;
  private followed = 0;
  private left = 0;

  constructor(
    private readonly files: ReadonlyMap<string, ArchiveFile>,
    private readonly readers: CodeReaders,
    private readonly notes: CodeNotes,
    private readonly entries: ReadonlySet<string>,
  ) {
    this.asked = new Set(entries);
  }

  all(): Observation[] {
    const rank = ({ path }: ArchiveFile) => (this.entries.has(path) ? 0 : 1);
    const sorted = [...this.files.values()].sort((a, b) => rank(a) - rank(b) || a.size - b.size);
    for (const file of sorted) {
      const language = this.languageBy(file);
      if (language !== undefined) this.read(file, language);
    }
    for (let file = this.loaded.shift(); file !== undefined; file = this.loaded.shift())
      this.read(file, 'javascript');
    for (const file of sorted) if (this.languageBy(file) === undefined) this.try(file);
    if (this.left > 0)
      this.notes.missed('too-many', `${this.left} files of code are beyond what is looked at`);
    const { observations, gaps } = inScripts(this.files, this.readers, this.started, this.parsed);
    for (const { kind, what, file } of gaps) this.notes.missed(kind, what, file);
    return [...this.observations, ...observations];
  }

  private languageBy(file: ArchiveFile): Language | undefined {
    if (TYPES.test(file.path)) return undefined;
    if (CODE.test(file.path)) return 'javascript';
    if (PYTHON.test(file.path)) return 'python';
    if (DATA.test(file.path) || file.isNative) return undefined;
    const language = languageOf(file);
    if (language === 'shell') return undefined;
    return language ?? (this.entries.has(file.path) ? 'javascript' : undefined);
  }

  private read(file: ArchiveFile, language: Language): void {
    const imports = this.known.get(file.sha256);
    if (imports !== undefined) return this.loads(file.path, imports);
    this.known.set(file.sha256, []);
    const text = textOf(file);
    if (text === undefined) return this.notes.missed('too-large', `it has ${file.size} bytes`, file.path);
    if (language === 'python') this.python(file, text);
    else this.known.set(file.sha256, this.javascript(file, text));
  }

  private javascript(file: ArchiveFile, text: string): readonly FoundImport[] {
    // Beyond the bounds what is loaded by its written name is looked at all the same.
    if (!this.readers.javascriptActs(text) || !this.isWithin(file)) {
      const imports = this.notes.skipped(file.path, text);
      this.loads(file.path, imports);
      return imports;
    }
    const reading = this.readers.javascript(file.path, text, 'observed', textsBeside(this.files, file.path));
    this.take(file, reading);
    this.loads(file.path, reading.imports);
    if (this.missed(file.path, reading)) this.take(file, readLargeText(file.path, text));
    return reading.imports;
  }

  private python(file: ArchiveFile, text: string): void {
    if (!mayMatter(text) || !this.isWithin(file)) return;
    const shown = text.length > MAX_PYTHON ? withoutPadding(text) : text;
    if (shown.length > MAX_PYTHON) {
      this.notes.missed('too-large', `${text.length} characters of code`, file.path);
      return this.take(file, readLargeText(file.path, text));
    }
    const reading = this.readers.python(file.path, shown, 'observed');
    this.take(file, reading);
    this.missed(file.path, reading);
  }

  /** What code loads is code, whatever it is called: Node.js takes an ending that it does not know for JavaScript. */
  private loads(from: string, imports: readonly FoundImport[]): void {
    this.notes.imports.set(from, imports);
    for (const { specifier } of imports) {
      if (!specifier.startsWith('.')) continue;
      this.followed += 1;
      if (this.followed === MAX_FOLLOWED)
        this.notes.missed('too-many', 'names of modules beyond what is looked up');
      if (this.followed >= MAX_FOLLOWED) return;
      const file = findModule(this.files, posix.join(posix.dirname(from), specifier));
      if (
        file === undefined ||
        /\.(?:json|node)$/i.test(file.path) ||
        CODE.test(file.path) ||
        this.known.has(file.sha256)
      )
        continue;
      if (file.isNative) this.asked.add(file.path);
      else this.loaded.push(file);
    }
  }

  /** Text with a harmless name: taken for code only where it can be read as such without a fault. */
  private try(file: ArchiveFile): void {
    const isProgram = file.isNative && !this.asked.has(file.path);
    if (isProgram || file.content === null || this.known.has(file.sha256) || /\.json5?$/i.test(file.path))
      return;
    const text = textOf(file) ?? '';
    if (!looksLikeJavascript(text) || !this.isWithin(file)) return;
    const reading = this.readers.javascript(file.path, text, 'observed');
    if (gapOf(reading) === undefined) this.take(file, reading);
  }

  private isWithin(file: ArchiveFile): boolean {
    const isBeyond =
      this.parsed.size >= MAX_FILES ||
      this.bytes + file.size > MAX_BYTES ||
      this.observations.length > MAX_OBSERVATIONS;
    if (isBeyond) {
      this.left += 1;
      return false;
    }
    this.parsed.add(file.path);
    this.bytes += file.size;
    return true;
  }

  private missed(file: string, reading: CodeReading): boolean {
    const gap = gapOf(reading);
    for (const { kind, what } of reading.gaps) if (kind === 'too-many') this.notes.missed(kind, what, file);
    if (gap !== undefined) this.notes.missed(gap.kind, gap.what, file);
    return gap !== undefined;
  }

  private take(file: ArchiveFile, reading: CodeReading): void {
    if (reading.commands.length > MAX_COMMANDS)
      this.notes.missed('too-many', `${reading.commands.length} commands are in it`, file.path);
    if (reading.commands.length > 0) this.started.push([file.path, reading.commands.slice(0, MAX_COMMANDS)]);
    this.observations.push(...observed(file.path, reading, this.readers));
  }
}

/** Two looks: one pattern for both would go to the end of the text from each place of the first. */
function looksLikeJavascript(text: string): boolean {
  const first = NAMES_MODULES.exec(text);
  return first !== null && NAMES_ACTS.test(text.slice(first.index));
}

function gapOf({ gaps }: CodeReading): Gap | undefined {
  return gaps.find(({ kind }) => kind === 'unparsable' || kind === 'too-large');
}

/** Lines of comments, long runs of blanks and of one literal: what a file is made large with. */
function withoutPadding(text: string): string {
  return text
    .replace(/^[ \t]*#.*$/gm, '')
    .replace(/[ \t]{200,}/g, (blanks) => blanks.slice(0, 200))
    .replace(/[A-Za-z0-9+/=_]{4000,}/g, (literal) => literal.slice(0, 4_000))
    .replace(/\n{200,}/g, (lines) => lines.slice(0, 200));
}
