/** Conditions under which Node.js picks a target, most fitting first; `types` and the browser's are not ours. */
const CONDITIONS = ['node', 'import', 'require', 'module-sync', 'default'];
const MAX_DEPTH = 10;

/**
 * The file that the manifest's `exports` gives for a subpath such as `/internal/x.js` (documentation of Node.js,
 * "Package entry points"); undefined where it gives none.
 */
export function exportedPath(exports: unknown, subpath: string): string | undefined {
  if (typeof exports !== 'object' || exports === null) return undefined;
  const wanted = `.${subpath}`;
  for (const [key, target] of Object.entries(exports)) {
    const [before = '', after] = key.split('*');
    const isMatch =
      after === undefined
        ? key === wanted
        : wanted.startsWith(before) && wanted.endsWith(after) && wanted.length >= key.length - 1;
    if (!isMatch) continue;
    const path = targetOf(target, 0);
    const matched = after === undefined ? '' : wanted.slice(before.length, wanted.length - after.length);
    if (path !== undefined) return path.replaceAll('*', matched);
  }
  return undefined;
}

function targetOf(target: unknown, depth: number): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null || depth > MAX_DEPTH) return undefined;
  const choices = target as Record<string, unknown>;
  for (const condition of CONDITIONS) {
    const path = targetOf(choices[condition], depth + 1);
    if (path !== undefined) return path;
  }
  return undefined;
}
