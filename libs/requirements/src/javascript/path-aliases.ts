import { posix } from 'node:path';
import { listOf, recordOf, textOf } from '../manifests/manifest';
import { readJson } from '../manifests/json';

/** `compilerOptions.paths` and `baseUrl` of one `tsconfig.json`, with what it extends in the skill. */
export interface PathAliases {
  /** Folder whose files it is for. */
  folder: string;
  patterns: readonly { pattern: string; targets: readonly string[] }[];
  base?: string;
}

const MAX_EXTENDS = 10;

export function isTsconfig(path: string): boolean {
  return /(?:^|\/)[tj]sconfig(?:\.[^/]*)?\.json$/.test(path);
}

/** Nothing where the file says nothing of paths; a message where it cannot be read. */
export function readPathAliases(
  path: string,
  textOfFile: (path: string) => string | undefined,
): PathAliases | { message: string } | undefined {
  let base: string | undefined;
  let patterns: PathAliases['patterns'] | undefined;
  const queue = [path];
  for (let count = 0; queue.length > 0 && count < MAX_EXTENDS; count += 1) {
    const file = queue.shift() as string;
    const text = textOfFile(file);
    if (text === undefined) continue;
    const document = readJson(text, { comments: true });
    if ('message' in document) return { message: `${document.message} (${file})` };
    const data = recordOf(document.data);
    const options = recordOf(data['compilerOptions']);
    const folder = folderOf(file);
    const ownBase = textOf(options['baseUrl']);
    const root = ownBase === undefined ? folder : join(folder, ownBase);
    if (ownBase !== undefined) base ??= root;
    if (options['paths'] !== undefined)
      patterns ??= Object.entries(recordOf(options['paths'])).map(([pattern, targets]) => ({
        pattern,
        targets: listOf(targets)
          .filter((target) => typeof target === 'string')
          .map((target) => join(root, target)),
      }));
    const above = data['extends'];
    for (const each of typeof above === 'string' ? [above] : listOf(above))
      // A package's configuration has no paths into this skill.
      if (typeof each === 'string' && each.startsWith('.'))
        queue.push(join(folder, each.endsWith('.json') ? each : `${each}.json`));
  }
  if (patterns === undefined && base === undefined) return undefined;
  return { folder: folderOf(path), patterns: patterns ?? [], ...(base === undefined ? {} : { base }) };
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

function join(folder: string, path: string): string {
  const joined = posix.normalize(posix.join(folder, path));
  return joined === '.' ? '' : joined.replace(/\/$/, '');
}
