import { isCredentialText } from '../../facts/text-signals';
import { isDecoder } from './decoding';
import { FS_MODULE, NETWORK_GLOBALS, STARTERS } from './known-modules';
import type { Node } from './syntax-tree';
import type { Values } from './values';

/** Where a value came from, as far as it matters who gets it or what is done with it. */
export type Label =
  | 'credential-path'
  | 'asset-path'
  | 'environment'
  | 'credential'
  | 'identity'
  | 'fetched'
  | 'fetched-file'
  | 'asset'
  | 'decoded';

/** What reading a file by a path is. */
export const READS = /^(?:readFile|readFileSync|createReadStream|readJson|readJsonSync)$/;
/** Files that hold no code and no text that a program would evaluate. */
export const ASSET =
  /\.(?:wav|mp3|ogg|flac|png|jpe?g|gif|bmp|webp|ico|bin|dat|woff2?|ttf|otf|mp4|enc|blob)$/i;
const IDENTITY = /^os\.(?:hostname|userInfo|networkInterfaces)$/;
/** Commands that print what is secret. */
const TELLING =
  /^\s*(?:env|printenv|set|export -p)\s*(?:$|[|>;&])|\bgh auth (?:token|status)|\bnpm config (?:get|list)|\bsecurity find-(?:generic|internet)-password|\bgcloud auth print|\baws configure get/;

/**
 * What an expression is by itself, before anything flows into it; undefined: nothing that matters. `isNetwork`: whether
 * calling what has this path talks to the network.
 */
export function labelOf(
  node: Node,
  values: Values,
  isNetwork: (path: string | undefined) => boolean,
): Label | undefined {
  if (node.type === 'MemberExpression' || node.type === 'Identifier') return ofReference(node, values);
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const callee = values.path(node.callee);
  if (callee === undefined) return undefined;
  const [first] = node.arguments as Node[];
  if (isNetwork(callee)) return 'fetched';
  if (NETWORK_GLOBALS.has(callee)) return isOwn(node.callee as Node, values) ? undefined : 'fetched';
  if (IDENTITY.test(callee)) return 'identity';
  const member = FS_MODULE.exec(callee)?.[1];
  if (member !== undefined && READS.test(member)) return ofFile(values.looseTexts(first));
  if (STARTERS.has(callee) && values.looseTexts(first).some(isTelling)) return 'credential';
  return isDecoder(node, values) ? 'decoded' : undefined;
}

function ofReference(node: Node, values: Values): Label | undefined {
  const { parent } = node;
  if (parent === undefined || values.path(node) !== 'process.env') return undefined;
  // `process.env.X` and `const { X } = process.env` take what they name.
  if (parent.type === 'MemberExpression' && parent.object === node) return undefined;
  if (parent.type === 'VariableDeclarator' && (parent.id as Node).type === 'ObjectPattern') return undefined;
  if (parent.type === 'AssignmentExpression' && parent.left === node) return undefined;
  return 'environment';
}

function ofFile(paths: readonly string[]): Label | undefined {
  if (paths.some(isCredentialText)) return 'credential';
  return paths.some((path) => ASSET.test(path)) ? 'asset' : undefined;
}

function isTelling(text: string): boolean {
  return TELLING.test(text) || isCredentialText(text);
}

function isOwn(callee: Node, values: Values): boolean {
  return callee.type === 'Identifier' && values.isDeclared(callee);
}
