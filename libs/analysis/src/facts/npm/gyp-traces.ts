import { textOf } from '../archive-contents';
import type { Trace } from '../artifact-facts';
import type { CodeReaders } from '../follow/code-readers';
import { Follower, type Package } from '../follow/follower';
import { gypCommands } from './gyp-commands';

const NATIVE_SOURCE = /\.(?:c|cc|cpp|cxx|h|hh|hpp|m|mm|rs|s|asm|zig|go)$/i;
/** Characters; the largest of Node.js itself has 100,000. */
const MAX_GYP = 512 * 1024;
const GYP_FILE = /\.gypi?$/;
/** npm looks for this one, at the root of a package. */
export const GYP = 'binding.gyp';

/**
 * npm runs `node-gyp rebuild` by itself where a binding.gyp lies at the root, scripts or not; and
 * configuring it runs the commands written inside.
 */
export function gypTraces(own: Package, readers: CodeReaders, folder = ''): Trace[] {
  if (!own.files.has(GYP)) return [];
  const follower = new Follower(own, readers);
  follower.note({ signal: 'native-build', file: GYP, evidence: 'node-gyp rebuild' });
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
    const { texts, actions, unread } = gypCommands(text.slice(0, MAX_GYP));
    for (const what of unread) follower.gap({ kind: 'unparsable', what, file: file.path });
    runsCommands ||= texts.length > 0 || actions.length > 0;
    for (const command of texts) follower.shell(command, file.path);
    for (const action of actions) follower.argv(action, file.path);
  }
  const hasSources = [...own.files.keys()].some((path) => NATIVE_SOURCE.test(path));
  if (runsCommands && !hasSources) {
    follower.note({ signal: 'gyp-without-sources', file: GYP, evidence: 'commands, and nothing to compile' });
  }
  return [follower.trace(`${folder}${GYP}`, 'gyp', 'node-gyp rebuild')];
}
