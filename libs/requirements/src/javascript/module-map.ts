import { posix } from 'node:path';
import { readJson } from '../manifests/json';
import { recordOf, textOf } from '../manifests/manifest';
import type { ModuleMap } from './resolve-specifier';

const MAX_DEPTH = 10;

/** `imports`, `exports` and `name` of a `package.json`, or `imports` of a `deno.json`; nothing where it cannot be read. */
export function readModuleMap(path: string, text: string): ModuleMap | undefined {
  const document = readJson(text, { comments: !path.endsWith('package.json') });
  if ('message' in document) return undefined;
  const data = recordOf(document.data);
  const folder = posix.dirname(path);
  const name = textOf(data['name']);
  return {
    folder: folder === '.' ? '' : folder,
    ...(name !== undefined && data['exports'] !== undefined ? { self: name } : {}),
    imports: Object.entries(recordOf(data['imports'])).map(([pattern, target]) => ({
      pattern,
      targets: targetsOf(target, 0),
    })),
  };
}

/** Conditions may be nested; every branch counts. */
function targetsOf(target: unknown, depth: number): string[] {
  if (typeof target === 'string') return [target];
  if (depth > MAX_DEPTH || typeof target !== 'object' || target === null) return [];
  return Object.values(target).flatMap((each) => targetsOf(each, depth + 1));
}

/** Whether a `package.json` has a workspace, whose members import each other by name. */
export function hasWorkspaces(text: string): boolean {
  const document = readJson(text);
  return !('message' in document) && recordOf(document.data)['workspaces'] !== undefined;
}

export function nameOfPackage(text: string): string | undefined {
  const document = readJson(text);
  return 'message' in document ? undefined : textOf(recordOf(document.data)['name']);
}
