import { textOf, type ArchiveContents } from '../archive-contents';
import type { ArtifactFacts, Trace } from '../artifact-facts';
import type { CodeReaders } from '../follow/code-readers';
import { Follower, type Package } from '../follow/follower';
import { codeFacts } from '../code-facts';
import { findModule } from '../follow/find-file';
import { entriesOf, loadedBy } from '../loaded';
import { autorunTraces } from '../autorun';
import { withoutPrograms } from '../settings-on-load';
import { broughtHooks } from './brought-packages';
import { gypCommands } from './gyp-commands';
import { addressedOf, hasPlatformPackages, INSTALL_HOOKS, OTHER_HOOKS, parseManifest } from './manifest';

const NATIVE_SOURCE = /\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm|rs|s|asm|zig|go)$/i;
/** Characters; the largest of Node.js itself has 100,000. */
const MAX_GYP = 512 * 1024;
const GYP_FILE = /\.gypi?$/;

export interface NpmSurroundings {
  readers: CodeReaders;
  registryHost: string;
}

/** What an npm tarball makes run while it is installed, and who it says it is. */
export function npmFacts(
  contents: ArchiveContents,
  { readers, registryHost }: NpmSurroundings,
): ArtifactFacts {
  const manifest = parseManifest(textOf(contents.files.get('package.json')));
  const scripts = manifest?.scripts ?? {};
  const own: Package = {
    files: contents.files,
    scripts,
    ...(manifest ? { name: manifest.name, exports: manifest.exports } : {}),
  };
  const hooks = INSTALL_HOOKS.flatMap((hook) => {
    const command = scripts[hook];
    return command === undefined || command.trim() === ''
      ? []
      : [new Follower(own, readers).shell(command).trace(hook, 'hook', command)];
  });
  const entries = entriesOf({ ...manifest }, manifest?.name ?? '');
  const first = new Set(entries.flatMap(({ path }) => findModule(contents.files, path)?.path ?? []));
  const { imports, ...facts } = codeFacts(contents, contents.files, readers, {
    entries: first,
    ofOwn: (code) => withoutPrograms(code, { ...own, bin: manifest?.bin }, readers),
  });
  return {
    ecosystem: 'npm',
    contents,
    identity: manifest && { name: manifest.name, version: manifest.version },
    traces: [
      ...hooks,
      ...gypTraces(own, readers),
      ...autorunTraces(own, readers),
      ...broughtHooks(new Map([...contents.files, ...(contents.nested ?? [])]), readers),
    ],
    otherScripts: OTHER_HOOKS.filter((hook) => scripts[hook] !== undefined),
    hasPlatformPackages: manifest !== undefined && hasPlatformPackages(manifest),
    registryHost,
    importTime: [],
    addressed: manifest === undefined ? [] : addressedOf(manifest),
    ...facts,
    loaded: loadedBy(contents.files, entries, imports),
    recordFaults: [],
  };
}

/**
 * npm runs `node-gyp rebuild` by itself where a binding.gyp lies at the root, scripts or not; and
 * configuring it runs the commands written inside.
 */
function gypTraces(own: Package, readers: CodeReaders): Trace[] {
  if (!own.files.has('binding.gyp')) return [];
  const follower = new Follower(own, readers);
  follower.note({ signal: 'native-build', file: 'binding.gyp', evidence: 'node-gyp rebuild' });
  let runsCommands = false;
  for (const file of own.files.values()) {
    if (!GYP_FILE.test(file.path)) continue;
    const text = textOf(file) ?? '';
    if (text.length > MAX_GYP || file.content === null)
      follower.gap({
        kind: 'too-large',
        what: `${file.size} bytes of gyp, not read to its end`,
        file: file.path,
      });
    const { texts, actions } = gypCommands(text.slice(0, MAX_GYP));
    runsCommands ||= texts.length > 0 || actions.length > 0;
    for (const command of texts) follower.shell(command, file.path);
    for (const action of actions) follower.argv(action, file.path);
  }
  const hasSources = [...own.files.keys()].some((path) => NATIVE_SOURCE.test(path));
  if (runsCommands && !hasSources) {
    follower.note({
      signal: 'gyp-without-sources',
      file: 'binding.gyp',
      evidence: 'commands, and nothing to compile',
    });
  }
  return [follower.trace('binding.gyp', 'gyp', 'node-gyp rebuild')];
}
