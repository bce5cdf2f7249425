import { textOf, type ArchiveContents } from '../archive-contents';
import type { ArtifactFacts } from '../artifact-facts';
import type { CodeReaders } from '../follow/code-readers';
import { Follower, type Package } from '../follow/follower';
import { codeFacts } from '../code-facts';
import { findModule } from '../follow/find-file';
import { entriesOf, loadedBy, MAX_ENTRIES } from '../loaded';
import type { Gap } from '../signal';
import { autorunTraces } from '../autorun';
import { withoutPrograms } from '../settings-on-load';
import { broughtHooks } from './brought-packages';
import { gypTraces } from './gyp-traces';
import { addressedOf, hasPlatformPackages, INSTALL_HOOKS, OTHER_HOOKS, parseManifest } from './manifest';

export interface NpmSurroundings {
  readers: CodeReaders;
  registryHost: string;
}

const TOO_MANY_ENTRIES: Gap = {
  kind: 'too-many',
  what: `it names more than ${MAX_ENTRIES} files that are loaded by its name`,
  file: 'package.json',
};

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
    unread: [...facts.unread, ...(entries.length < MAX_ENTRIES ? [] : [TOO_MANY_ENTRIES])],
    loaded: loadedBy(contents.files, entries, imports),
    recordFaults: [],
  };
}
