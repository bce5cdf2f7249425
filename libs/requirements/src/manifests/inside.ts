import { posix } from 'node:path';

/** The path below the skill that `target` means in `file`; nothing where it leads out. */
export function insideOf(file: string, target: string): string | undefined {
  if (target.startsWith('/') || target.includes('\\') || target.includes('\0')) return undefined;
  const path = posix.normalize(posix.join(posix.dirname(file), target)).replace(/\/$/, '');
  return path === '..' || path.startsWith('../') ? undefined : path;
}
