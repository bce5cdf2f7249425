import { UNKNOWN_PART, type Gap, type Observation, type Signal } from '../signal';
import { textSignals } from '../text-signals';
import { INTERPRETERS, toolKind, WRAPPERS, type ToolKind } from './known-tools';
import { readPackageManager } from './package-managers';
import { splitCommands, type SimpleCommand } from './split-commands';

export type Language = 'javascript' | 'python' | 'shell';

/** What a command makes run inside the package; to be followed. */
export type Step =
  | { kind: 'file'; path: string; language?: Language }
  | { kind: 'code'; code: string; language: Language }
  | {
      kind: 'script';
      name: string;
      /** The program that runs where the manifest has no such script. */ otherwise?: readonly string[];
    };

export interface CommandReading {
  steps: Step[];
  observations: Observation[];
  gaps: Gap[];
  urls: string[];
}

const MAX_EVIDENCE = 300;
const FILE_EXTENSION = /\.(?:[cm]?js|ts|sh|py|bat|cmd|ps1)$/i;
const CODE_FLAGS: Readonly<Record<Language, RegExp>> = {
  javascript: /^(?:-e|--eval|-p|--print|-pe)$/,
  python: /^-c$/,
  shell: /^(?:-\w*c|\/c|\/s|-command)$/i,
};
const REQUIRE_FLAG = /^(?:-r|--require|--import|--loader|--experimental-loader)$/;
const FETCH_INSIDE = /(?:\$\(|`|<\()\s*(?:curl|wget)\b/;
const POWERSHELL_FETCH =
  /DownloadString|DownloadFile|Net\.WebClient|Invoke-WebRequest|\biwr\b|Start-BitsTransfer/i;
const HOME_OR_ROOT = /^(?:~|\/|\/\*|\$HOME|\$\{HOME\}|%USERPROFILE%)\/?\*?$/i;
const PERMISSIVE =
  /^(?:--dangerously-skip-permissions|--yolo|--trust-all-tools|--dangerously-bypass-approvals-and-sandbox|-y|--full-auto)$/;

/** Reads shell text: what it runs inside the package, and what it does by itself. Nothing is run. */
export function readShell(text: string): CommandReading {
  const reading: CommandReading = { steps: [], observations: [], gaps: [], urls: [] };
  const note = noteFor(reading, text);
  for (const signal of textSignals(text)) note(signal);
  const { commands, unsplit } = splitCommands(text);
  if (unsplit !== undefined)
    reading.gaps.push({ kind: 'too-large', what: `${unsplit}, not read to its end` });
  commands.forEach((command, index) => {
    const words = unwrap(command.words);
    if (words.length === 0) return;
    const next = commands[index + 1];
    if (command.isPiped && next) notePipe(words, unwrap(next.words), note);
    readWords(words, reading);
  });
  noteDownloadThenRun(commands, note);
  return reading;
}

/** The same for a list of arguments, as `spawn` takes it: no shell splits it. */
export function readArgv(argv: readonly string[]): CommandReading {
  const reading: CommandReading = { steps: [], observations: [], gaps: [], urls: [] };
  const note = noteFor(reading, argv.join(' '));
  for (const signal of textSignals(argv.join(' '))) note(signal);
  readWords(unwrap(argv), reading);
  return reading;
}

type Note = (signal: Signal) => void;

function noteFor(reading: CommandReading, text: string): Note {
  return (signal) => {
    if (reading.observations.some((seen) => seen.signal === signal)) return;
    reading.observations.push({ signal, evidence: text.slice(0, MAX_EVIDENCE) });
  };
}

function readWords(words: readonly string[], reading: CommandReading): void {
  const [first = '', ...rest] = words;
  const note = noteFor(reading, words.join(' '));
  reading.urls.push(...words.filter((word) => /^(?:https?|ftp):\/\//i.test(word)));
  const name = programName(first);
  if (first.includes(UNKNOWN_PART) || /^(?:\$[({]|`)/.test(first)) {
    note('subprocess');
    reading.gaps.push({
      kind: 'dynamic',
      what: `a program that only running the code would name: ${words.join(' ').slice(0, 200)}`,
    });
    return;
  }
  const language = INTERPRETERS[name];
  const kind = toolKind(name);
  // Asking for its version runs nothing.
  if (kind === 'foreign-runtime' && !(rest.length === 1 && /^(?:-v|-V|--version)$/.test(rest[0] ?? '')))
    note('foreign-runtime');
  if (language !== undefined) return readInterpreter(name, language, rest, reading, note);
  if (kind === 'package-manager')
    return readPackageManager(name, rest, {
      note,
      steps: reading.steps,
      run: (inner) => readWords(unwrap(inner), reading),
    });
  if (kind !== undefined) return noteTool(kind, name, rest, note);
  if (isPackageFile(first)) {
    reading.steps.push({ kind: 'file', path: first });
    return;
  }
  if (name === 'eval') return noteEval(rest, reading, note);
  note('subprocess');
}

function readInterpreter(
  name: string,
  language: Language,
  rest: readonly string[],
  reading: CommandReading,
  note: Note,
): void {
  const text = rest.join(' ');
  if (FETCH_INSIDE.test(text)) note('remote-shell');
  if (/^(?:powershell|pwsh)/.test(name)) notePowershell(text, note);
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] as string;
    if (CODE_FLAGS[language].test(word)) {
      // cmd.exe takes the rest of the line as the command; the others take one argument.
      const code =
        /^\//.test(word) || word.toLowerCase() === '-command'
          ? rest.slice(at + 1).join(' ')
          : (rest[at + 1] ?? '');
      reading.steps.push({ kind: 'code', code, language });
      return;
    }
    if (REQUIRE_FLAG.test(word)) {
      const path = rest[++at] ?? '';
      if (path.startsWith('.')) reading.steps.push({ kind: 'file', path, language });
      continue;
    }
    if (language === 'python' && word === '-m') {
      const module = rest[at + 1] ?? '';
      if (module === 'pip' || module === 'ensurepip') note('package-manager');
      else reading.steps.push({ kind: 'file', path: `${module.replaceAll('.', '/')}.py`, language });
      return;
    }
    if (
      /^-/.test(word) ||
      (name === 'bun' && /^(?:run|x)$/.test(word)) ||
      (name === 'deno' && word === 'run')
    )
      continue;
    if (/^\d?[<>]/.test(word)) break;
    if (/^https?:\/\//i.test(word)) return note('remote-shell');
    reading.steps.push({ kind: 'file', path: word, language });
    return;
  }
}

function noteTool(kind: ToolKind, name: string, rest: readonly string[], note: Note): void {
  if (kind === 'network' && !isLocalGit(name, rest)) note('network');
  if (kind === 'native-build') note('native-build');
  if (kind === 'agent-cli') note(rest.some((word) => PERMISSIVE.test(word)) ? 'agent-cli' : 'subprocess');
  if (/^(?:rm|rimraf|shx|del)$/.test(name) && rest.some((word) => HOME_OR_ROOT.test(word)))
    note('destructive');
}

function isLocalGit(name: string, rest: readonly string[]): boolean {
  return (
    name === 'git' && !/^(?:clone|fetch|pull|push|submodule|remote|ls-remote|archive)$/.test(rest[0] ?? '')
  );
}

function noteEval(rest: readonly string[], reading: CommandReading, note: Note): void {
  const text = rest.join(' ');
  if (FETCH_INSIDE.test(text)) note('remote-shell');
  else if (/base64|xxd/.test(text)) note('decoded-code');
  else reading.steps.push({ kind: 'code', code: text, language: 'shell' });
}

function notePowershell(text: string, note: Note): void {
  if (/-e(?:nc|ncodedcommand)?\s+[A-Za-z0-9+/=]{16,}/i.test(text)) note('decoded-code');
  if (!POWERSHELL_FETCH.test(text)) return;
  note(/\biex\b|Invoke-Expression|Start-Process/i.test(text) ? 'remote-shell' : 'network');
}

/** Output of a fetch or a decoder into an interpreter that was given no file of its own. */
function notePipe(words: readonly string[], next: readonly string[], note: Note): void {
  const kind = toolKind(programName(words[0] ?? ''));
  const reader = INTERPRETERS[programName(next[0] ?? '')];
  const readsInput = reader !== undefined && next.slice(1).every((word) => word.startsWith('-'));
  if (readsInput && kind === 'network') note('remote-shell');
  if (readsInput && kind === 'decoder') note('decoded-code');
  if (/^(?:env|printenv|set)$/.test(words[0] ?? '') || (words[0] === 'export' && words[1] === '-p'))
    note('environment-harvest');
}

/** `curl -o x URL && chmod +x x && ./x`. */
function noteDownloadThenRun(commands: readonly SimpleCommand[], note: Note): void {
  const fetched = new Set<string>();
  for (const { words } of commands) {
    const inner = unwrap(words);
    const name = programName(inner[0] ?? '');
    if (toolKind(name) === 'network') for (const word of inner.slice(1)) fetched.add(baseName(word));
    else if (toolKind(name) === undefined || INTERPRETERS[name] !== undefined) {
      const runs = INTERPRETERS[name] === undefined ? inner.slice(0, 1) : inner.slice(1);
      if (runs.some((word) => word !== '' && fetched.has(baseName(word)))) note('remote-shell');
    }
  }
}

/** Without variable assignments and wrappers in front: `FOO=1 cross-env BAR=2 node x` is `node x`. */
function unwrap(words: readonly string[]): readonly string[] {
  let rest = words;
  for (;;) {
    const [first = '', second] = rest;
    const isAssignment = /^[A-Za-z_][A-Za-z0-9_]*=/.test(first);
    const isWrapper =
      second !== undefined &&
      WRAPPERS.has(programName(first)) &&
      !(first === 'env' && second.startsWith('-'));
    if (!isAssignment && !isWrapper) return rest;
    rest = rest.slice(1);
    if (isWrapper) while (/^(?:-|\d+[smh]?$)/.test(rest[0] ?? '') && rest.length > 1) rest = rest.slice(1);
  }
}

function programName(word: string): string {
  const base = baseName(word);
  return /\.(?:exe|cmd|bat)$/i.test(base) &&
    (toolKind(base.slice(0, -4)) ?? INTERPRETERS[base.slice(0, -4)]) !== undefined
    ? base.slice(0, -4)
    : base;
}

function baseName(word: string): string {
  return word.split(/[/\\]/).at(-1) ?? word;
}

/** Written as a file of the package: a path that is neither absolute nor a program of another package. */
function isPackageFile(word: string): boolean {
  if (/^[/~]|^[A-Za-z]:|node_modules\/\.bin\//.test(word)) return false;
  return word.includes('/') || FILE_EXTENSION.test(word);
}
