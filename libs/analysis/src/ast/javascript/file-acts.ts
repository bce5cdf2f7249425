import type { Signal } from '../../facts/signal';
import { isHome } from './home';
import { FS_DELETES, FS_MODULE, FS_WRITES } from './known-modules';
import type { Node } from './syntax-tree';
import type { Values } from './values';

/** What a call does to files: it writes, it deletes itself, it deletes what is not its own. */
export function fileActs(callee: string | undefined, args: readonly Node[], values: Values): Signal[] {
  const member = FS_MODULE.exec(callee ?? '')?.[1];
  if (member === undefined && !/^(?:rimraf|rimraf\.sync|del)$/.test(callee ?? '')) return [];
  const acts: Signal[] = [];
  if (member !== undefined && FS_WRITES.test(member)) acts.push('file-write');
  if (member !== undefined && !FS_DELETES.test(member)) return acts;
  const [target] = args;
  if (target === undefined) return acts;
  if (values.path(target) === '__filename' || values.texts(target).includes('./__filename'))
    acts.push('self-delete');
  if (isHome(target, values)) acts.push('destructive');
  return acts;
}
