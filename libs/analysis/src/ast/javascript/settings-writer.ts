import {
  commandWritesAgentSettings,
  keysInText,
  namesAgentSettings,
  namesWhatSettingsRun,
} from '../../facts/agent-settings';
import { FS_MODULE, FS_WRITES, NETWORK_GLOBALS, STARTERS } from './known-modules';
import { onLoad } from './on-load';
import { keyOf, type Scopes } from './scopes';
import type { Node, SyntaxTree } from './syntax-tree';
import type { Values } from './values';

const MAKES_FILES = /^(?:write|append|createWriteStream|output(?!.*Dir)|copy|cp|rename|move|link|symlink)/;
const COPIES = /^(?:copy|cp|rename|move|link|symlink)/;
/** A cheap look before a costly one: a module that writes files, or one that starts programs. */
const MAY_WRITE = new RegExp(
  `\\bfs\\b|-fs\\b|fs-extra|writeFile|${[...STARTERS.keys()].map((path) => path.replace(/\..*$/, '')).join('|')}`,
);
const MAX_TEXT = 1_000;
/** Calls of the file's own decoders are worked out as well, so that a name in parts is a name. */
const MAX_WORKED_OUT = 3_000;

/** The place where loading the file writes settings that an agent or editor runs something by; undefined: none. */
export function settingsWriter(
  tree: SyntaxTree,
  scopes: Scopes,
  values: Values,
  isNetwork: (path: string | undefined) => boolean,
): Node | undefined {
  if (!MAY_WRITE.test(tree.text)) return undefined;
  const texts: string[] = [];
  let write: Node | undefined;
  let isForeign = false;
  let [worked, writes] = [0, 0];
  for (const node of onLoad(tree, scopes)) {
    if (node.type === 'Property') texts.push(keyOf(node) ?? '');
    if (node.type === 'Literal' && typeof node.value === 'string')
      texts.push(node.value.slice(0, MAX_TEXT), ...keysInText(node.value));
    if (node.type === 'TemplateElement')
      texts.push(...keysInText(String((node.value as { cooked?: unknown }).cooked ?? '')));
    if (node.type === 'TemplateLiteral' || node.type === 'BinaryExpression' || node.type === 'CallExpression')
      if ((worked += 1) < MAX_WORKED_OUT) texts.push(...textsOf(node, values));
    if (node.type === 'MemberExpression' && node.computed !== true)
      texts.push((node.property as Node).name as string);
    if (node.type !== 'CallExpression') continue;
    const path = values.path(node.callee) ?? '';
    const [first, second] = node.arguments as Node[];
    const member = FS_MODULE.exec(path)?.[1];
    if (member !== undefined && FS_WRITES.test(member) && MAKES_FILES.test(member)) {
      write ??= node;
      isForeign ||= COPIES.test(member);
      // What is worked out in front of it uses up nothing of what the write itself is given.
      if ((writes += 1) < MAX_WORKED_OUT)
        for (const given of [first, second]) texts.push(...textsOf(given, values, true));
    }
    isForeign ||= isNetwork(path) || NETWORK_GLOBALS.has(path);
    const words = STARTERS.has(path)
      ? [...values.looseTexts(first), ...listed(second, values)].join(' ')
      : '';
    if (commandWritesAgentSettings(words)) return node;
  }
  return write !== undefined && namesAgentSettings(texts) && (isForeign || namesWhatSettingsRun(texts))
    ? write
    : undefined;
}

/** The keys too: what is written is settings in one text. */
function textsOf(node: Node | undefined, values: Values, isLoose = false): string[] {
  const texts = isLoose ? values.looseTexts(node) : values.texts(node);
  return texts.flatMap((text) => [text.slice(0, MAX_TEXT), ...keysInText(text)]);
}

function listed(node: Node | undefined, values: Values): string[] {
  if (node?.type !== 'ArrayExpression') return [];
  return (node.elements as unknown[]).flatMap((each) => values.looseTexts(each));
}
