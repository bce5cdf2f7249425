import { textOf, type ArchiveFile } from './archive-contents';
import type { Trace } from './artifact-facts';
import type { Gap, Observation, Signal } from './signal';
import { isAgentConfiguration } from './agent-configuration';
import type { CodeReaders } from './follow/code-readers';
import { Follower, type Package } from './follow/follower';

const MAX_BYTES = 1024 * 1024;
const MAX_COMMANDS = 100;
const MAX_DEPTH = 20;
/** Keys whose text is a command: hooks of agents, tool servers, tasks of editors, life cycle of dev containers. */
const COMMANDS = new Set([
  'command',
  'postCreateCommand',
  'onCreateCommand',
  'initializeCommand',
  'updateContentCommand',
  'postStartCommand',
  'postAttachCommand',
]);

/** A dev container runs all of its commands inside but for `initializeCommand` (containers.dev, "Lifecycle scripts"). */
const CONTAINER = /(?:^|\/)\.?devcontainer\.json$/i;
/** What a shell sets a machine up with, which is what such a container is made for. */
const SETTING_UP: ReadonlySet<Signal> = new Set(['network', 'package-manager']);

/** Settings of agents and editors in the package that run commands when a session or a folder is opened. */
export function autorunTraces(own: Package, readers: CodeReaders): Trace[] {
  return [...own.files.values()]
    .filter(({ path }) => isAgentConfiguration(path))
    .flatMap((file) => {
      const all = commandsOf(file);
      const commands = all.slice(0, MAX_COMMANDS);
      const unread = /\.json[c5]?$/i.test(file.path) ? tooLarge(file) : undefined;
      if (commands.length === 0 && unread === undefined) return [];
      const follower = new Follower(own, readers);
      if (unread !== undefined) follower.gap({ kind: 'too-large', what: unread, file: file.path });
      if (all.length > MAX_COMMANDS)
        follower.gap({ kind: 'too-many', what: `${all.length} commands`, file: file.path });
      for (const command of commands) follower.shell(command, file.path);
      const trace = follower.trace(file.path, 'autorun', commands[0] ?? '');
      return [isInContainer(file) ? withoutSettingUp(trace) : trace];
    });
}

/** Only what is written for a shell counts as setting up: a program that reaches the network does so for its own ends. */
function withoutSettingUp(trace: Trace): Trace {
  const isOfShell = ({ file = trace.entry }: Observation): boolean =>
    file === trace.entry || /\.(?:ba|z)?sh$/.test(file);
  return {
    ...trace,
    observations: trace.observations.filter((seen) => !SETTING_UP.has(seen.signal) || !isOfShell(seen)),
  };
}

function isInContainer(file: ArchiveFile): boolean {
  return CONTAINER.test(file.path) && !/"initializeCommand"/.test(textOf(file) ?? '');
}

/** Settings that run commands and could not be looked through. */
export function unreadSettings(files: ReadonlyMap<string, ArchiveFile>): Gap[] {
  return [...files.values()].flatMap((file) => {
    const what =
      /\.json[c5]?$/i.test(file.path) && isAgentConfiguration(file.path) ? tooLarge(file) : undefined;
    return what === undefined ? [] : [{ kind: 'too-large', file: file.path, what }];
  });
}

function tooLarge(file: ArchiveFile): string | undefined {
  const text = textOf(file);
  if (text === undefined || text.length > MAX_BYTES) return `settings of ${file.size} bytes`;
  let depth = 0;
  let deepest = 0;
  for (const char of text) {
    if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth -= 1;
  }
  return deepest > MAX_DEPTH ? 'settings nested too deeply' : undefined;
}

function commandsOf(file: ArchiveFile): string[] {
  const text = textOf(file);
  if (text === undefined || !/\.json[c5]?$/i.test(file.path) || tooLarge(file) !== undefined) return [];
  const settings = parsed(text);
  const isTasks = /(?:^|\/)tasks\.json$/i.test(file.path);
  const commands: string[] = [];
  walk(settings, 0);
  return commands;

  function walk(value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const each of value) walk(each, depth + 1);
      return;
    }
    const fields = value as Record<string, unknown>;
    // A task of an editor runs when it is asked for, unless it says otherwise.
    const waits =
      isTasks && 'command' in fields && !/"runOn"\s*:\s*"folderOpen"/.test(JSON.stringify(fields));
    for (const [key, held] of Object.entries(fields)) {
      if (COMMANDS.has(key) && !waits) commands.push(...commandText(held, fields['args']));
      else walk(held, depth + 1);
    }
  }
}

function commandText(command: unknown, args: unknown): string[] {
  if (Array.isArray(command)) return commandText(command[0], command.slice(1));
  if (typeof command === 'object' && command !== null)
    return Object.values(command).flatMap((each) => commandText(each, []));
  if (typeof command !== 'string') return [];
  const words = Array.isArray(args) ? args.filter((each) => typeof each === 'string') : [];
  return [[command, ...words].join(' ')];
}

/** Settings may have comments and commas at the end. What cannot be read says nothing here: programs refuse it too. */
function parsed(text: string): unknown {
  for (const candidate of [
    text,
    text.replace(/^[ \t]*\/\/.*$|\/\*[\s\S]*?\*\//gm, '').replace(/,(\s*[}\]])/g, '$1'),
  ]) {
    try {
      return JSON.parse(candidate.replace(/^\ufeff/, ''));
    } catch {
      // The other way of reading it.
    }
  }
  return undefined;
}
