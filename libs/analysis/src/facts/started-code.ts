import type { ArchiveFile } from './archive-contents';
import type { CodeReaders } from './follow/code-readers';
import type { Trace } from './artifact-facts';
import { Follower } from './follow/follower';
import { readArgv, readShell } from './shell/read-command';
import type { CodeReading, FoundCommand, Observation } from './signal';

/** To read one costs microseconds: decoys in front of the one that counts would be many. More are told (`all-code`). */
const MAX_COMMANDS = 1_000;
/** `python -c` of code that runs `python -c` …; nobody goes deeper than that, but to be out of sight. */
const MAX_NESTING = 3;
const MAX_EVIDENCE = 200;

export type Started = readonly [file: string, commands: readonly FoundCommand[]];

/** What is in scripts that code starts: shell files, and files whose names do not say that they are code. */
export function inScripts(
  files: ReadonlyMap<string, ArchiveFile>,
  readers: CodeReaders,
  started: readonly Started[],
  read: ReadonlySet<string>,
): Pick<Trace, 'observations' | 'gaps'> {
  if (started.length === 0) return { observations: [], gaps: [] };
  const follower = new Follower({ files, scripts: {} }, readers, read);
  for (const [file, commands] of started) follower.commands(commands, file);
  // What the commands do by themselves has been said with the code that they stand in.
  const { observations, gaps } = follower.trace('', 'hook', '');
  return {
    observations: observations.filter(({ file }) => file !== undefined && !read.has(file)),
    // What is not there, and what only running it would name, is told of hooks: other code starts what its user has.
    gaps: gaps.filter(({ kind }) => kind !== 'missing' && kind !== 'dynamic'),
  };
}

/** What the code does, what the commands do that it runs, and what the code does that they are given. */
export function observed(
  file: string,
  { observations, commands }: CodeReading,
  readers: CodeReaders,
  nesting = 0,
): Observation[] {
  const isCut = nesting > 0 && commands.length > MAX_COMMANDS;
  const within = commands.slice(0, MAX_COMMANDS).flatMap(({ text, argv, line }) => {
    const reading = argv === undefined ? readShell(text ?? '') : readArgv(argv);
    const place = { file, ...(line === undefined ? {} : { line }) };
    const given = reading.steps.flatMap((step) =>
      step.kind !== 'code' || step.language === 'shell'
        ? []
        : nesting >= MAX_NESTING
          ? outOfSight(step.code)
          : observed(file, readers[step.language](file, step.code), readers, nesting + 1),
    );
    return [
      ...reading.observations.map((seen) => ({ ...place, ...seen })),
      ...given.map((seen) => ({ ...seen, ...place, evidence: `given to an interpreter: ${seen.evidence}` })),
    ];
  });
  return [...observations, ...within, ...(isCut ? outOfSight(`${commands.length} commands`) : [])];
}

/** Code that is given to interpreters further in than is read: it is hidden, and it acts. */
function outOfSight(code: string): Observation[] {
  const evidence = code.slice(0, MAX_EVIDENCE);
  return [
    { signal: 'obfuscation', evidence },
    { signal: 'dynamic-code', evidence },
  ];
}
