import type { SyntaxNode } from './syntax-node';
import {
  commandWritesAgentSettings,
  keysInText,
  mentionsAgentSettings,
  namesAgentSettings,
  namesWhatSettingsRun,
} from '../../facts/agent-settings';
import { FILE_WRITES, NETWORK_CALLS, STARTERS } from './known-modules';
import { contentOf, type Names } from './names';
import { onLoad } from './on-load';

const COPIES = /^(?:shutil\.(?:copy\w*|move)|os\.(?:rename|replace|symlink|link))$|\.symlink_to$/;
const WRITES_MODE = /^[rbt]*[wax+]/;

/** The place where importing the file writes settings that an agent or editor runs something by; undefined: none. */
export function settingsWriter(root: SyntaxNode, text: string, names: Names): SyntaxNode | undefined {
  if (!mentionsAgentSettings(text)) return undefined;
  const texts: string[] = [];
  let write: SyntaxNode | undefined;
  let isForeign = false;
  for (const node of onLoad(root)) {
    if (node.kind() === 'string') texts.push(contentOf(node), ...keysInText(contentOf(node)));
    if (node.kind() !== 'call') continue;
    const callee = names.path(node.field('function')) ?? node.field('function')?.text() ?? '';
    const args =
      node
        .field('arguments')
        ?.children()
        .filter((child) => child.isNamed()) ?? [];
    const mode = args
      .map((arg) => names.textOf(arg.field('value') ?? arg))
      .filter((each) => each !== undefined);
    const opens = /(?:^|\.)open$/.test(callee) && mode.some((each) => WRITES_MODE.test(each));
    if (FILE_WRITES.test(callee) || /\.write_(?:text|bytes)$/.test(callee) || opens) write ??= node;
    // What is in a file that is copied, or comes over the network, may be any setting.
    isForeign ||= NETWORK_CALLS.test(callee) || COPIES.test(callee);
    if (STARTERS.test(callee) && args.some((arg) => commandWritesAgentSettings(wordsOf(arg, names))))
      return node;
  }
  return namesAgentSettings(texts) && (isForeign || namesWhatSettingsRun(texts)) ? write : undefined;
}

function wordsOf(node: SyntaxNode, names: Names): string {
  const text = names.textOf(node);
  if (text !== undefined) return text;
  return node.kind() === 'list'
    ? node
        .children()
        .map((child) => names.textOf(child) ?? '')
        .join(' ')
    : '';
}
