import { textOf, type ArchiveFile } from './archive-contents';
import type { CodeReaders } from './follow/code-readers';
import { readArgv, readShell } from './shell/read-command';
import { mentionsAgentSettings } from './agent-settings';
import { Follower } from './follow/follower';
import type { CodeReading, FoundCommand, Observation } from './signal';

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/i;
const TYPES = /\.d\.[cm]?ts$/i;
/** Bounds of one artifact: parsing costs about 0.3 s for each MB. Larger files are read by hooks alone. */
const MAX_FILES = 4_000;
const MAX_BYTES = 24 * 1024 * 1024;
const MAX_PARSED = 2 * 1024 * 1024;
const MAX_OBSERVATIONS = 2_000;
const MAX_COMMANDS = 50;

/** PyPI: without such words nothing that rules on code look for is in a file. A cheap look before a costly one. */
const PYTHON_ACTS =
  /\b(?:exec|eval)\s*\(|environ(?!\s*(?:\[|\.get\b|\.setdefault|\.pop))|\.ssh|\.aws|npmrc|pypirc|netrc|Login Data|wallet|webhook|hostname|getuser|\.(?:wav|mp3|png|jpe?g|gif|ico|bin|dat)\b/;
const PYTHON_REACHES =
  /requests|httpx|aiohttp|urllib|http\.client|socket|exec|eval|subprocess|os\.system|popen/;

/** PyPI: a script for a shell is named, and something that could start it. */
const PYTHON_STARTS =
  /(?:subprocess|os\.system|popen|spawn|exec[lv])[^]*\.(?:sh|bash|bat|cmd|ps1)\b|\.(?:sh|bash|bat|cmd|ps1)\b[^]*(?:subprocess|os\.system|popen|spawn|exec[lv])/;

/**
 * What every file of code does by itself, whoever loads it: what is loaded at last may only be known by running it.
 * Files are read smallest first, so that one large bundle hides none of the others.
 */
export function allCode(files: ReadonlyMap<string, ArchiveFile>, readers: CodeReaders): Observation[] {
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
    if (text === undefined || text.length > MAX_PARSED) continue;
    const isPython = file.path.endsWith('.py');
    if (isPython ? !mayMatter(text) : !readers.javascriptActs(text)) continue;
    bytes += file.size;
    parsed += 1;
    if (parsed > MAX_FILES || bytes > MAX_BYTES || observations.length > MAX_OBSERVATIONS) break;
    const reading = (isPython ? readers.python : readers.javascript)(file.path, text);
    read.add(file.path);
    if (reading.commands.length > 0) started.push([file.path, reading.commands.slice(0, MAX_COMMANDS)]);
    observations.push(...observed(file.path, reading));
  }
  return [...observations, ...inScripts(files, readers, started, read)];
}

function mayMatter(text: string): boolean {
  return (
    (PYTHON_ACTS.test(text) && PYTHON_REACHES.test(text)) ||
    PYTHON_STARTS.test(text) ||
    mentionsAgentSettings(text)
  );
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
