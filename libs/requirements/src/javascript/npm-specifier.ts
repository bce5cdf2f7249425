import { DomainError, normalizeName } from '@sallyport/domain';
import { isBuiltin } from '../tables/node-builtins';

/** What a specifier means by its form alone. */
export type Specifier =
  | { kind: 'path'; path: string }
  | { kind: 'builtin' }
  /** `#name` of package.json's `imports`. */
  | { kind: 'own'; name: string }
  | { kind: 'package'; name: string; subpath: string; range?: string }
  | { kind: 'foreign' }
  | { kind: 'alias' };

/** Node.js, "Import specifiers"; `npm:` of Deno; queries of bundlers are left out. */
export function readSpecifier(text: string): Specifier {
  if (/^(?:\.{1,2}(?:\/|$)|\/|file:)/.test(text)) return { kind: 'path', path: text.replace(/[?#].*$/s, '') };
  if (isBuiltin(text)) return { kind: 'builtin' };
  if (text.startsWith('#')) return { kind: 'own', name: text };
  const npm = /^npm:\/?((?:@[^/@]+\/)?[^/@]+)(?:@([^/]+))?(\/.*)?$/s.exec(text);
  if (npm !== null) return packageOf(npm[1] as string, npm[3] ?? '', npm[2]);
  if (/^(?:https?|jsr|data|blob|git|git\+\w+):/.test(text)) return { kind: 'foreign' };
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || text.includes('\0')) return { kind: 'alias' };
  const bare = text.replace(/\?.*$/s, '');
  const match = /^((?:@[^/]*\/)?[^/]+)(\/.*)?$/s.exec(bare);
  if (match === null || bare.startsWith('~') || bare.startsWith('@/')) return { kind: 'alias' };
  return packageOf(match[1] as string, match[2] ?? '');
}

function packageOf(name: string, subpath: string, range?: string): Specifier {
  try {
    return {
      kind: 'package',
      name: normalizeName('npm', name),
      subpath,
      ...(range === undefined ? {} : { range }),
    };
  } catch (cause) {
    if (DomainError.is(cause)) return { kind: 'alias' };
    throw cause;
  }
}

/** The same of a beginning: the package where the beginning reaches past its name, a path, or nothing. */
export function readPrefix(text: string): Specifier | undefined {
  const specifier = readSpecifier(text);
  if (specifier.kind !== 'package')
    return /^(?:path|own|foreign)$/.test(specifier.kind) ? specifier : undefined;
  return specifier.subpath === '' ? undefined : specifier;
}
