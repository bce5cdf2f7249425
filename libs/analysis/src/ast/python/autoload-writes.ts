import type { SyntaxNode } from './syntax-node';
import { argumentsOf, BUILD_FOLDER, type Labels } from './flow-words';
import type { Names } from './names';

const WRITING = /^[rbt]*[wax+]/;
const MOVERS = /^(?:shutil\.(?:copy\w*|move)|os\.(?:rename|replace|link|symlink))$/;

/** Whether a call opens, writes or moves a file that Python runs at every start; in a build's own folder it is data. */
export function writesAutoload(
  node: SyntaxNode,
  path: string,
  names: Names,
  labels: (target: SyntaxNode | null | undefined) => Labels,
): boolean {
  const [first, second] = argumentsOf(node);
  const isOf = (target: SyntaxNode | null | undefined) =>
    labels(target).has('autoload-path') && !BUILD_FOLDER.test(target?.text() ?? '');
  if (/^(?:open|io\.open|codecs\.open)$/.test(path)) {
    const mode = second?.kind() === 'keyword_argument' ? second.field('value') : second;
    return WRITING.test(names.textOf(mode) ?? '') && isOf(first);
  }
  if (MOVERS.test(path)) return isOf(second);
  const callee = node.field('function');
  if (callee?.kind() !== 'attribute') return false;
  const method = callee.field('attribute')?.text() ?? '';
  if (/^write_(?:text|bytes)$/.test(method)) return isOf(callee.field('object'));
  return method === 'open' && WRITING.test(names.textOf(first) ?? '') && isOf(callee.field('object'));
}
