import { parseTree, type Node } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
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
  // Of Codex: a program that it starts at the end of each turn.
  'notify',
  'postCreateCommand',
  'onCreateCommand',
  'initializeCommand',
  'updateContentCommand',
  'postStartCommand',
  'postAttachCommand',
]);

const SETTINGS = /\.(?:json[c5]?|code-workspace|toml)$/i;
const TOML = /\.toml$/i;
/** Of VS Code: the file that is opened in place of a folder, with tasks of its own. */
const WORKSPACE = /\.code-workspace$/i;
const TASKS = /(?:^|\/)tasks\.json$|\.code-workspace$/i;

/** A dev container runs all of its commands inside but for `initializeCommand` (containers.dev, "Lifecycle scripts"). */
const CONTAINER = /(?:^|\/)\.?devcontainer\.json$/i;
/** What a shell sets a machine up with, which is what such a container is made for. */
const SETTING_UP: ReadonlySet<Signal> = new Set(['network', 'package-manager']);

/** Settings of agents and editors in the package that run commands when a session or a folder is opened. */
export function autorunTraces(own: Package, readers: CodeReaders): Trace[] {
  return [...own.files.values()]
    .filter(({ path }) => mayRun(path))
    .flatMap((file) => {
      const all = commandsOf(file);
      const commands = all.slice(0, MAX_COMMANDS);
      const unread = whyUnread(file);
      if (commands.length === 0 && unread === undefined) return [];
      const follower = new Follower(own, readers);
      if (unread !== undefined) follower.gap({ ...unread, file: file.path });
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
  if (!CONTAINER.test(file.path)) return false;
  const tree = treeOf(file);
  return tree === undefined || !says(tree, (key) => key === 'initializeCommand');
}

/** Settings that run commands and could not be looked through. */
export function unreadSettings(files: ReadonlyMap<string, ArchiveFile>): Gap[] {
  return [...files.values()].flatMap((file) => {
    const unread = mayRun(file.path) ? whyUnread(file) : undefined;
    return unread === undefined ? [] : [{ ...unread, file: file.path }];
  });
}

function mayRun(path: string): boolean {
  return SETTINGS.test(path) && (isAgentConfiguration(path) || WORKSPACE.test(path));
}

function whyUnread(file: ArchiveFile): Pick<Gap, 'kind' | 'what'> | undefined {
  const what = tooLarge(file);
  if (what !== undefined) return { kind: 'too-large', what };
  // Whether whoever obeys it can read it is not known: their parsers are not this one.
  return TOML.test(file.path) && tableOf(file) === undefined
    ? { kind: 'unparsable', what: 'settings that are no TOML' }
    : undefined;
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

/** As editors read them: with comments and commas at the end, and on behind what is no JSON. Undefined: nobody reads it. */
function treeOf(file: ArchiveFile): Node | undefined {
  if (tooLarge(file) !== undefined) return undefined;
  const text = TOML.test(file.path) ? tableOf(file) : textOf(file);
  return parseTree(text ?? '', [], { allowTrailingComma: true });
}

/** What a TOML file says, as JSON; undefined where it cannot be parsed. */
function tableOf(file: ArchiveFile): string | undefined {
  try {
    return JSON.stringify(parseToml(textOf(file) ?? ''));
  } catch {
    return undefined;
  }
}

function commandsOf(file: ArchiveFile): string[] {
  const tree = treeOf(file);
  const commands: string[] = [];
  // A task of an editor runs when it is asked for, unless it says otherwise.
  if (tree !== undefined) walk(tree, !TASKS.test(file.path));
  return commands;

  function walk(node: Node, isRun: boolean): void {
    if (node.type === 'array') for (const each of node.children ?? []) walk(each, isRun);
    if (node.type !== 'object') return;
    const fields = fieldsOf(node);
    const opens = fields.some(([key, held]) => key === 'runOptions' && says(held, isFolderOpen));
    const args = fields.find(([key]) => key === 'args')?.[1];
    for (const [key, held] of fields) {
      if (COMMANDS.has(key) && (isRun || opens)) commands.push(...commandText(held, argumentsOf(args)));
      else walk(held, isRun || opens);
    }
  }
}

function isFolderOpen(key: string, { value }: Node): boolean {
  return key === 'runOn' && value === 'folderOpen';
}

/** Every one, told twice or called `__proto__` as well: programs differ in which they take. */
function fieldsOf(node: Node): [key: string, held: Node][] {
  return (node.children ?? []).flatMap(({ children: [key, held] = [] }): [string, Node][] =>
    held === undefined ? [] : [[String(key?.value), held]],
  );
}

/** Whether it, or anything in it, has such a field. */
function says(node: Node, isMeant: (key: string, held: Node) => boolean): boolean {
  if (node.type === 'array') return (node.children ?? []).some((each) => says(each, isMeant));
  return (
    node.type === 'object' && fieldsOf(node).some(([key, held]) => isMeant(key, held) || says(held, isMeant))
  );
}

function argumentsOf(node: Node | undefined): string[] {
  return (node?.type === 'array' ? (node.children ?? []) : []).flatMap(({ value }) =>
    typeof value === 'string' ? [value] : [],
  );
}

function commandText(command: Node, args: readonly string[]): string[] {
  if (command.type === 'array') {
    const [first] = command.children ?? [];
    return first === undefined ? [] : commandText(first, argumentsOf(command).slice(1));
  }
  if (command.type === 'object') return fieldsOf(command).flatMap(([, each]) => commandText(each, []));
  return command.type === 'string' ? [[String(command.value), ...args].join(' ')] : [];
}
