import { posix } from 'node:path';
import { textOf, type ArchiveFile } from './archive-contents';
import type { Unread } from './artifact-facts';
import type { CodeReaders } from './follow/code-readers';
import { findModule, languageOf } from './follow/find-file';
import { readLargeText } from './follow/read-large-text';
import { readArgv, readShell, type Language } from './shell/read-command';
import type { CodeReading, Observation } from './signal';

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/i;
const PYTHON = /\.pyw?$/i;
const TYPES = /\.d\.[cm]?ts$/i;
/** What no interpreter takes for code, whoever loads it. */
const DATA = /\.(?:json5?|map|md|html?|xml|svg|ya?ml|lock|snap|flow)$/i;
/**
 * Bounds of one artifact: parsing costs about 0.3 s for each MB. Beyond the first ones only files are parsed that have a
 * telling word, up to as many again; the rest is said to be unread.
 */
const MAX_FILES = 4_000;
const MAX_BYTES = 24 * 1024 * 1024;
/** Python is parsed whole, whatever it holds; JavaScript is measured first (`ast/javascript/measure`). */
const MAX_PYTHON = 2 * 1024 * 1024;
const MAX_OBSERVATIONS = 2_000;
const MAX_COMMANDS = 50;
const MAX_UNREAD = 50;

/** PyPI: without such words nothing that rules on code look for is in a file. A cheap look before a costly one. */
const PYTHON_ACTS =
  /\b(?:exec|eval)\s*\(|environ(?!\s*(?:\[|\.get\b|\.setdefault|\.pop))|\.ssh|\.aws|npmrc|pypirc|netrc|Login Data|wallet|webhook|hostname|getuser|\.(?:wav|mp3|png|jpe?g|gif|ico|bin|dat|txt|css|csv|log|md)\b/;
const PYTHON_REACHES =
  /requests|httpx|aiohttp|urllib|http\.client|socket|exec|eval|subprocess|os\.system|popen/;
/** Without such a word a file of JavaScript reaches nothing. */
const JAVASCRIPT_ACTS =
  /child_process|process\b|\beval\b|Function|_compile|\bvm\b|https?\b|\bfetch\b|\bnet\b|\bdns\b|XMLHttpRequest|WebSocket|\bos\b|\bfs\b|constructor|fromCharCode|atob|\\x[0-9a-f]{2}|\\u00|_0x|ethereum|globalThis/;
/** What text that is no code by its name must have, to be tried as JavaScript. */
const LOOKS_LIKE_JAVASCRIPT =
  /(?:\brequire\s*\(|\bimport\b|\bprocess\s*[.[]|globalThis)[^]*(?:child_process|https?|\bfetch\b|\beval\b|process\s*\.\s*env|\bnet\b|\bdns\b|Function\s*\()/;

export interface AllCode {
  observations: Observation[];
  unread: Unread[];
}

/**
 * What every file of code does by itself, whoever loads it: what is loaded at last may only be known by running it.
 * First the ones that are loaded by the package's name, then the smallest, so that one large bundle hides none of the
 * others. Code is what is named so, what other code loads, and text that can be read as code and acts.
 */
export function allCode(
  files: ReadonlyMap<string, ArchiveFile>,
  readers: CodeReaders,
  entries: ReadonlySet<string> = new Set(),
): AllCode {
  return new Reading(files, readers, entries).all();
}

class Reading {
  private readonly observations: Observation[] = [];
  private readonly unread: Unread[] = [];
  /** Digests of what was read: copies do the same. */
  private readonly known = new Set<string>();
  private readonly loaded: ArchiveFile[] = [];
  private bytes = 0;
  private parsed = 0;
  private left = 0;

  constructor(
    private readonly files: ReadonlyMap<string, ArchiveFile>,
    private readonly readers: CodeReaders,
    private readonly entries: ReadonlySet<string>,
  ) {}

  all(): AllCode {
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
      this.unread.unshift({
        file: 'The artifact',
        what: `${this.left} files of code are beyond what is looked at`,
      });
    return { observations: this.observations, unread: this.unread };
  }

  private languageBy(file: ArchiveFile): Language | undefined {
    if (TYPES.test(file.path)) return undefined;
    if (CODE.test(file.path)) return 'javascript';
    if (PYTHON.test(file.path)) return 'python';
    if (DATA.test(file.path) || file.isNative) return undefined;
    if (this.entries.has(file.path)) return 'javascript';
    const language = languageOf(file);
    return language === 'shell' ? undefined : language;
  }

  private read(file: ArchiveFile, language: Language): void {
    if (this.known.has(file.sha256)) return;
    this.known.add(file.sha256);
    const text = textOf(file);
    if (text === undefined) return this.notRead(file.path, `it has ${file.size} bytes`);
    if (language === 'python') return this.python(file, text);
    const acts = JAVASCRIPT_ACTS.test(text);
    if (!this.isWithin(file, acts)) return;
    const reading = this.readers.javascript(file.path, text);
    this.take(file, reading);
    for (const { specifier } of reading.imports) this.load(specifier, file.path);
    const gap = reading.gaps.find(({ kind }) => kind === 'unparsable' || kind === 'too-large');
    if (gap !== undefined && acts) {
      this.notRead(file.path, gap.what);
      this.take(file, readLargeText(file.path, text));
    }
  }

  private python(file: ArchiveFile, text: string): void {
    if (!(PYTHON_ACTS.test(text) && PYTHON_REACHES.test(text)) || !this.isWithin(file, true)) return;
    const shown = text.length > MAX_PYTHON ? withoutPadding(text) : text;
    if (shown.length > MAX_PYTHON) {
      this.notRead(file.path, `${text.length} characters of code`);
      return this.take(file, readLargeText(file.path, text));
    }
    const reading = this.readers.python(file.path, shown);
    this.take(file, reading);
    const gap = reading.gaps.find(({ kind }) => kind === 'unparsable' || kind === 'too-large');
    if (gap !== undefined) this.notRead(file.path, gap.what);
  }

  /** What code loads is code, whatever it is called: Node.js takes an ending that it does not know for JavaScript. */
  private load(specifier: string, from: string): void {
    if (!specifier.startsWith('.')) return;
    const file = findModule(this.files, posix.join(posix.dirname(from), specifier));
    if (file !== undefined && !/\.(?:json|node)$/i.test(file.path) && !CODE.test(file.path) && !file.isNative)
      this.loaded.push(file);
  }

  /** Text with a harmless name: taken for code only where it can be read as such without a fault. */
  private try(file: ArchiveFile): void {
    if (file.isNative || file.content === null || this.known.has(file.sha256) || /\.json5?$/i.test(file.path))
      return;
    const text = textOf(file) ?? '';
    if (!LOOKS_LIKE_JAVASCRIPT.test(text) || !this.isWithin(file, true)) return;
    const reading = this.readers.javascript(file.path, text);
    if (!reading.gaps.some(({ kind }) => kind === 'unparsable' || kind === 'too-large'))
      this.take(file, reading);
  }

  private isWithin(file: ArchiveFile, acts: boolean): boolean {
    const share = acts ? 2 : 1;
    if (
      this.parsed >= MAX_FILES * share ||
      this.bytes + file.size > MAX_BYTES * share ||
      this.observations.length > MAX_OBSERVATIONS
    ) {
      if (acts) this.left += 1;
      return false;
    }
    this.parsed += 1;
    this.bytes += file.size;
    return true;
  }

  private notRead(file: string, what: string): void {
    if (this.unread.length < MAX_UNREAD) this.unread.push({ file, what });
  }

  private take(file: ArchiveFile, reading: CodeReading): void {
    this.observations.push(...observed(file.path, reading));
  }
}

/** Lines of comments, long runs of blanks and of one literal: what a file is made large with. */
function withoutPadding(text: string): string {
  return text
    .replace(/^[ \t]*#.*$/gm, '')
    .replace(/[ \t]{200,}/g, (blanks) => blanks.slice(0, 200))
    .replace(/[A-Za-z0-9+/=_]{4000,}/g, (literal) => literal.slice(0, 4_000))
    .replace(/\n{200,}/g, (lines) => lines.slice(0, 200));
}

/** What the code does, and what the commands do that it runs. */
function observed(file: string, { observations, commands }: CodeReading): Observation[] {
  return [
    ...observations,
    ...commands.slice(0, MAX_COMMANDS).flatMap(({ text, argv, line }) =>
      (argv === undefined ? readShell(text ?? '') : readArgv(argv)).observations.map((seen) => ({
        file,
        ...(line === undefined ? {} : { line }),
        ...seen,
      })),
    ),
  ];
}
