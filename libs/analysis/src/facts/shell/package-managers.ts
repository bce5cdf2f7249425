import type { Signal } from '../signal';
import type { Step } from './read-command';
import { toolKind } from './known-tools';

interface Surroundings {
  note(signal: Signal): void;
  steps: Step[];
  /** Reads the command that the package manager would run. */
  run(words: readonly string[]): void;
}

const RUNNERS = new Set(['npx', 'bunx', 'pnpx', 'uvx', 'pipx']);
const INSTALLS = new Set([
  'install',
  'i',
  'add',
  'ci',
  'update',
  'upgrade',
  'create',
  'init',
  'dlx',
  'tap',
  'cask',
  'sync',
]);
const HARMLESS = new Set([
  'config',
  'bin',
  'root',
  'prefix',
  'ls',
  'list',
  'version',
  'cache',
  'help',
  'explore',
  'prune',
  'dedupe',
  'link',
  '-v',
  '--version',
  'get',
  'pkg',
  'why',
  'whoami',
]);

/** `npm run x` leads to a script of the manifest; `npx x` to a program; the rest installs things or is harmless. */
export function readPackageManager(name: string, rest: readonly string[], around: Surroundings): void {
  const words = rest.filter(
    (word) =>
      !/^(?:-s|--silent|--quiet|-q|--prefix=.*|--if-present|--no-install|--no|-y|--yes|--)$/.test(word),
  );
  const [verb = '', ...after] = words;
  if (RUNNERS.has(name)) return runOther(words, around);
  if (verb === 'exec') return runOther(after, around);
  if (/^(?:run|run-script|rum)$/.test(verb)) return follow(after[0], around);
  if (/^(?:test|start|stop|restart)$/.test(verb) && isJavascript(name)) return follow(verb, around);
  if (verb === 'rebuild') return around.note('native-build');
  if (HARMLESS.has(verb) || (verb === '' && !name.startsWith('yarn'))) return;
  if (INSTALLS.has(verb) || verb === '' || !isJavascript(name)) return around.note('package-manager');
  if (name === 'npm') return around.note('subprocess');
  // `yarn x` and `pnpm x` run a script of the manifest, or else a program.
  around.steps.push({ kind: 'script', name: verb, otherwise: words });
}

function runOther(words: readonly string[], around: Surroundings): void {
  const program = words.find((word) => !word.startsWith('-'))?.replace(/(.)@[^/]*$/, '$1');
  if (program === undefined) return;
  // npx fetches what is not installed; only for tools known to be build tools is that what it looks like.
  if (toolKind(program) === undefined) around.note('package-manager');
  around.run([program, ...words.slice(words.findIndex((word) => !word.startsWith('-')) + 1)]);
}

function follow(script: string | undefined, around: Surroundings): void {
  if (script !== undefined) around.steps.push({ kind: 'script', name: script });
}

function isJavascript(name: string): boolean {
  return /^(?:npm|pnpm|yarn|yarnpkg)$/.test(name);
}
